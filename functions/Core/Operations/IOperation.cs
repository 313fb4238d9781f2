using Pipeline.Core.Entries;
using Pipeline.Core.Manifests;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>
/// What a job does with its records. One instance serves one job in one process; several threads may use it at once.
/// <see cref="Merge"/> must be associative over partials in block order, and must not change a single partial.
/// </summary>
public interface IOperation
{
    /// <summary>
    /// Names (or dotted paths) of the columns to read, in the order of <see cref="RecordBatch.Columns"/>.
    /// </summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Whether batches must also contain the whole records, as they are in the file.</summary>
    bool NeedsRecords => false;

    /// <summary>
    /// Whether one processor must receive all records of a block. Otherwise, a worker may partition them among its
    /// cores and merge the partials.
    /// </summary>
    bool TakesWholeBlocks => false;

    /// <summary>Format of the result file; determines its name.</summary>
    OutputFormat Output { get; }

    /// <summary>Starts a block. Only one thread uses the processor.</summary>
    IBlockProcessor StartBlock(BlockContext block);

    /// <summary>
    /// Lazily merges partials, given in block order, into one stream. Several threads may call it at once.
    /// </summary>
    /// <param name="scratch">The folder for temporary files; outlives the stream.</param>
    /// <param name="cancel">For merges that wait for something; reading the partials checks it anyway.</param>
    EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel);

    /// <summary>Writes the result from the merge of all partials.</summary>
    /// <param name="files">The result file and those next to it, written under temporary names and not yet
    /// published.</param>
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
