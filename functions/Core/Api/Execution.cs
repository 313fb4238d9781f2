using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>An execution of a job, as reported by the service that runs jobs.</summary>
/// <param name="Name">The job's id.</param>
/// <param name="Input">The request as the client sent it; empty in lists that omit it.</param>
/// <param name="StartedAt">When it first started; a redrive does not change it.</param>
/// <param name="StoppedAt">Null while it runs.</param>
/// <param name="Redrives">How many times it was redriven.</param>
/// <param name="Error">Name of the error that failed it, or the one given when it was stopped.</param>
/// <param name="RedrivenAt">When it was last redriven; null if it never was, or if the time is unknown.</param>
public sealed record Execution(
    string Name,
    string Input,
    ExecutionStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt = null,
    int Redrives = 0,
    string? Error = null,
    string? Cause = null,
    DateTimeOffset? RedrivenAt = null)
{
    /// <summary>Checks that this execution was started with the given request.</summary>
    /// <returns>This execution.</returns>
    /// <exception cref="JobConflictException">It was started with another request.</exception>
    public Execution CheckInput(string input) =>
        Input == input || Differences(input) is [] ? this : throw new JobConflictException(Name, Differences(input));

    private IReadOnlyList<string> Differences(string input)
    {
        try
        {
            return JobRequestWriter.Differences(JobRequestReader.Read(Input), JobRequestReader.Read(input));
        }
        catch (InvalidRequestException)
        {
            // Step Functions also starts executions with an invalid request; they fail in their first state.
            return ["validity"];
        }
    }
}
