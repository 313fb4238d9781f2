namespace Pipeline.Core.Api;

/// <summary>An overview of all blocks of a job, small enough to request every second.</summary>
/// <param name="Blocks">One letter per block, by number: the first letter of its <see cref="BlockStatus"/>.</param>
/// <param name="Slowest">The slowest blocks among those that were read to their end, slowest first.</param>
internal sealed record BlockMap(string Blocks, IReadOnlyList<BlockSummary> Slowest);
