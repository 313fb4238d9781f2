using System.Text.Json.Serialization;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Wire;

/// <summary>The detail of an EventBridge event "Step Functions Execution Status Change": the fields in use.</summary>
/// <param name="Name">The execution's name, which is the job's id.</param>
/// <param name="Status"><c>FAILED</c>, <c>TIMED_OUT</c> or <c>ABORTED</c>.</param>
/// <param name="Error">Name of the error; null if Step Functions reports none.</param>
/// <param name="Cause">See <see cref="LambdaCause"/>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ExecutionEnd(string Name, string Status, string? Error = null, string? Cause = null)
{
    /// <summary>Translates the execution's end into the state of the job.</summary>
    /// <exception cref="InvalidRequestException">The status is not one of the three.</exception>
    public (JobState State, string? Error, string? Cause) ForJob() => Status switch
    {
        "ABORTED" => (JobState.Stopped, Error, LambdaCause.Message(Cause)),
        "FAILED" => (
            JobState.Failed,
            Error ?? "States.Runtime",
            LambdaCause.Message(Cause) ?? "Step Functions reported no cause. Look at the execution's history."),
        "TIMED_OUT" => (
            JobState.Failed,
            Error ?? "States.Timeout",
            LambdaCause.Message(Cause) ?? "The execution exceeded the state machine's timeout. "
                + "Raise its TimeoutSeconds or give the job more workers, then redrive it."),
        _ => throw new InvalidRequestException(
            "detail.status",
            $"Expected FAILED, TIMED_OUT or ABORTED; found \"{Status}\". Fix the rule that sends these events."),
    };
}
