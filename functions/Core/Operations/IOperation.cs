using Pipeline.Core.Entries;
using Pipeline.Core.Manifests;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>
/// What is done to records. One instance serves one job in one process and is used by several workers at once.
/// <see cref="Merge"/> is associative over partials in block order, and a merge of one partial equals it.
/// </summary>
public interface IOperation
{
    /// <summary>Names (or dotted paths) of the columns that records are read for, in the order of <see cref="RecordBatch.Columns"/>.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Whether batches are to have whole records too, as they are in the file.</summary>
    bool NeedsRecords => false;

    /// <summary>Whether all records of a block must go to one processor. Otherwise a worker with several cores deals them out and merges.</summary>
    bool TakesWholeBlocks => false;

    /// <summary>Format of the result file, and so its name.</summary>
    OutputFormat Output { get; }

    /// <summary>Starts a block. The processor is used by one thread.</summary>
    IBlockProcessor StartBlock(BlockContext block);

    /// <summary>Merges partials, given in block order, into one stream, lazily. Several threads may merge at once.</summary>
    /// <param name="scratch">Where temporary files may be made; it outlives the stream.</param>
    /// <param name="cancel">For a merge that waits for something: reading the partials looks at it.</param>
    EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel);

    /// <summary>Writes the result from the merge of all partials.</summary>
    /// <param name="files">The result file and those next to it, written under temporary names and not yet published.</param>
    ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch);
}

/// <summary>Turns the records of one block into its partial.</summary>
public interface IBlockProcessor : IDisposable
{
    void Process(RecordBatch batch);

    /// <summary>Called once, after the last batch.</summary>
    void Complete(PartialWriter partial);
}

/// <param name="Rows">Rows in the result.</param>
/// <param name="Columns">Names and kinds of the result's columns, in order.</param>
public sealed record ResultSummary(long Rows, IReadOnlyList<ResultColumn> Columns);
