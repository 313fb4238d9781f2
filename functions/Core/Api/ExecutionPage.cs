namespace Pipeline.Core.Api;

/// <param name="Next">Leads to the page behind this one; null if there is none.</param>
public sealed record ExecutionPage(IReadOnlyList<Execution> Executions, string? Next);
