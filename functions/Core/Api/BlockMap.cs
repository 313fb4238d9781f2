namespace Pipeline.Core.Api;

/// <summary>An overview of all blocks of a job, small enough to request every second.</summary>
/// <param name="Blocks">One letter per block, by number: the first letter of its <see cref="BlockStatus"/>.</param>
/// <param name="Slowest">The slowest of the blocks that were read to the end, slowest first.</param>
internal sealed record BlockMap(string Blocks, IReadOnlyList<BlockSummary> Slowest);
