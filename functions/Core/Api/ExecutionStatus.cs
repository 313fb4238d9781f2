namespace Pipeline.Core.Api;

/// <summary>
/// The status of an execution, as in Step Functions. <c>TIMED_OUT</c> and <c>PENDING_REDRIVE</c> occur on AWS only.
/// </summary>
public enum ExecutionStatus
{
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
    PendingRedrive,
}
