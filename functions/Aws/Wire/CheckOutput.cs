namespace Pipeline.Aws.Wire;

/// <param name="Pending">Numbers of the blocks to process before the next check.</param>
/// <param name="Groups">Numbers of the groups to merge; empty if the partials are aggregated directly.</param>
/// <param name="IsDone">Whether no block is pending and the coverage is proved.</param>
/// <param name="MaxConcurrency">Max blocks processed at once.</param>
/// <param name="Pass">The pass in which to process and merge them.</param>
public sealed record CheckOutput(
    string JobId, IReadOnlyList<int> Pending, IReadOnlyList<int> Groups, bool IsDone, int MaxConcurrency, int Pass);
