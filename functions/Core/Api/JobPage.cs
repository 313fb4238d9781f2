namespace Pipeline.Core.Api;

/// <summary><c>GET /jobs</c>: one page of jobs.</summary>
/// <param name="Next">Identifies the next page; null on the last one.</param>
internal sealed record JobPage(IReadOnlyList<JobSummary> Jobs, string? Next);
