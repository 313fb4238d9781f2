using Pipeline.Core.Api;

namespace Pipeline.Local.Serving;

/// <summary>Which executions are listed; what is null does not matter.</summary>
/// <param name="IsRedriven">Whether it was taken up again at least once.</param>
internal sealed record ExecutionFilter(ExecutionStatus? Status = null, bool? IsRedriven = null);
