using Pipeline.Core.Entries;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Operations;

/// <summary>One attempt at one block, as an operation sees it. To test an operation, the first two are enough.</summary>
/// <param name="Scratch">Where temporary files may be made; they are gone when the attempt is over.</param>
/// <param name="BadRecords">Receives every record that is left out.</param>
public sealed record BlockContext(ScratchFolder Scratch, BadRecords BadRecords)
{
    public string JobId { get; init; } = "";

    /// <summary>Number of the block, from 0 in the order of the dataset.</summary>
    public int Number { get; init; }

    /// <summary>Unlike that of any other attempt at any block.</summary>
    public string Attempt { get; init; } = "";

    /// <summary>For an operation that waits for something: the reader of the records checks it itself.</summary>
    public CancellationToken Cancel { get; init; }
}
