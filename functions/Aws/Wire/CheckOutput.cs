namespace Pipeline.Aws.Wire;

/// <param name="Pending">Numbers of the blocks to process before the next check.</param>
/// <param name="Groups">Numbers of the groups of blocks to merge; none when the partials go straight into the result.</param>
/// <param name="IsDone">Whether there is nothing to do, and the coverage is proved.</param>
/// <param name="MaxConcurrency">Most blocks processed at once.</param>
/// <param name="Pass">The pass that they are processed and merged for.</param>
public sealed record CheckOutput(
    string JobId, IReadOnlyList<int> Pending, IReadOnlyList<int> Groups, bool IsDone, int MaxConcurrency, int Pass);
