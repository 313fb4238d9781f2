namespace Pipeline.Aws.Wire;

/// <param name="Pending">Numbers of the blocks to process: all blocks of the job.</param>
/// <param name="MaxConcurrency">Max blocks processed at once.</param>
/// <param name="Pass">The job's current pass: not the first one if the job is resumed.</param>
public sealed record SplitOutput(string JobId, IReadOnlyList<int> Pending, int MaxConcurrency, int Pass);
