using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Jobs;

namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>An execution as <c>DescribeExecution</c> and <c>ListExecutions</c> tell of it.</summary>
internal static class ExecutionView
{
    public const string AllData = "ALL_DATA";
    public const string MetadataOnly = "METADATA_ONLY";

    /// <summary>What both tell.</summary>
    public static void WriteMembers(Utf8JsonWriter json, StateMachine machine, Execution execution)
    {
        json.WriteString("executionArn", machine.ExecutionArn(execution.Name));
        json.WriteString("stateMachineArn", machine.Arn);
        json.WriteString("name", execution.Name);
        json.WriteString("status", StatusNames.Of(execution.Status));
        json.WriteTime("startDate", execution.StartedAt);
        json.WriteTime("stopDate", execution.StoppedAt);
        json.WriteNumber("redriveCount", execution.Redrives);
        json.WriteTime("redriveDate", execution.RedrivenAt);
    }

    /// <param name="output">Null unless it has succeeded.</param>
    public static void WriteData(Utf8JsonWriter json, Execution execution, AggregateOutput? output)
    {
        json.WriteString("input", execution.Input);
        WriteDetails(json, "inputDetails", isIncluded: true);
        if (output is not null)
        {
            json.WriteString("output", JsonSerializer.Serialize(output, JobsJson.Default.AggregateOutput));
            WriteDetails(json, "outputDetails", isIncluded: true);
        }
        json.WriteText("error", execution.Error);
        json.WriteText("cause", execution.Cause);
    }

    public static void WriteDetails(Utf8JsonWriter json, string name, bool isIncluded)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("included", isIncluded);
        json.WriteEndObject();
    }

    public static void WriteRedriveStatus(Utf8JsonWriter json, Execution execution)
    {
        var reason = WhyNotRedrivable(execution.Status);
        json.WriteString("redriveStatus", reason is null ? "REDRIVABLE" : "NOT_REDRIVABLE");
        json.WriteText("redriveStatusReason", reason);
    }

    /// <returns>Null if it can be redriven.</returns>
    public static string? WhyNotRedrivable(ExecutionStatus status) => status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.TimedOut
        ? null
        : $"Execution is {StatusNames.Of(status)} and cannot be redriven.";
}
