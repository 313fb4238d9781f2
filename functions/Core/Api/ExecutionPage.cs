namespace Pipeline.Core.Api;

/// <summary>One page of executions.</summary>
/// <param name="Next">Identifies the next page; null on the last one.</param>
public sealed record ExecutionPage(IReadOnlyList<Execution> Executions, string? Next);
