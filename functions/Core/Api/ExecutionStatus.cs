namespace Pipeline.Core.Api;

/// <summary>As Step Functions has them; <c>TIMED_OUT</c> and <c>PENDING_REDRIVE</c> only come from there.</summary>
public enum ExecutionStatus
{
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
    PendingRedrive,
}
