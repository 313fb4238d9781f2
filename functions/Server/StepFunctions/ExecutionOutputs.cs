namespace Pipeline.Server.StepFunctions;

internal sealed record StartExecutionOutput(string ExecutionArn, decimal StartDate);

/// <param name="StopDate">Null while the execution is running.</param>
/// <param name="RedriveDate">Null if the execution was never redriven.</param>
/// <param name="RedriveStatusReason">Why the execution cannot be redriven; null if it can.</param>
/// <param name="Input">Null if only metadata was requested.</param>
/// <param name="Output">Null unless the execution has succeeded.</param>
internal sealed record DescribeExecutionOutput(
    string ExecutionArn,
    string StateMachineArn,
    string Name,
    string Status,
    decimal StartDate,
    decimal? StopDate,
    int RedriveCount,
    decimal? RedriveDate,
    string RedriveStatus,
    string? RedriveStatusReason,
    string? Input,
    DataDetails InputDetails,
    string? Output,
    DataDetails? OutputDetails,
    string? Error,
    string? Cause);

/// <param name="Included">Whether the response contains the input or output itself.</param>
internal sealed record DataDetails(bool Included);

/// <param name="NextToken">Null on the last page.</param>
internal sealed record ListExecutionsOutput(IReadOnlyList<ExecutionListItem> Executions, string? NextToken);

internal sealed record ExecutionListItem(
    string ExecutionArn,
    string StateMachineArn,
    string Name,
    string Status,
    decimal StartDate,
    decimal? StopDate,
    int RedriveCount,
    decimal? RedriveDate);

internal sealed record StopExecutionOutput(decimal? StopDate);

internal sealed record RedriveExecutionOutput(decimal RedriveDate);
