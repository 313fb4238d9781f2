using Pipeline.Core.Entries;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Operations;

/// <summary>
/// One attempt at a block, as an operation sees it. Tests of an operation need only set the first two members.
/// </summary>
/// <param name="Scratch">The folder for temporary files; removed after the attempt.</param>
/// <param name="BadRecords">Receives every rejected record.</param>
public sealed record BlockContext(ScratchFolder Scratch, BadRecords BadRecords)
{
    public string JobId { get; init; } = "";

    /// <summary>Number of the block, from 0 in the order of the dataset.</summary>
    public int Number { get; init; }

    /// <summary>Unique among all attempts at all blocks.</summary>
    public string Attempt { get; init; } = "";

    /// <summary>For operations that wait for something; the record reader checks it itself.</summary>
    public CancellationToken Cancel { get; init; }
}
