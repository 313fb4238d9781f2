using Pipeline.Core.Api;

namespace Pipeline.Server;

/// <summary>Which executions to list; null matches all.</summary>
/// <param name="IsRedriven">Whether the execution was redriven at least once.</param>
internal sealed record ExecutionFilter(ExecutionStatus? Status = null, bool? IsRedriven = null);
