namespace Pipeline.Aws.Wire;

/// <param name="Pending">Numbers of the blocks to process: all that the job has.</param>
/// <param name="MaxConcurrency">Most blocks processed at once.</param>
/// <param name="Pass">The pass that the job is at: not the first if it is taken up again.</param>
public sealed record SplitOutput(string JobId, IReadOnlyList<int> Pending, int MaxConcurrency, int Pass);
