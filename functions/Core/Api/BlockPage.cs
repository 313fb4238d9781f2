namespace Pipeline.Core.Api;

/// <summary><c>GET /jobs/{id}/blocks</c>: one page of a job's blocks.</summary>
/// <param name="Next">Number of the first block on the next page; null on the last page.</param>
internal sealed record BlockPage(IReadOnlyList<BlockSummary> Blocks, string? Next);
