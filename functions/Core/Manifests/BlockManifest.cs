using Pipeline.Core.Splitting;

namespace Pipeline.Core.Manifests;

/// <summary>
/// One block of a job: what to read and, once a worker has read it, the receipt. A block is one item in the store, and
/// DynamoDB limits an item to 400 KB, so the planner limits the number of files in a block.
/// </summary>
/// <param name="Number">Counts from 0 in the order of the dataset.</param>
/// <param name="Revision">
/// 0 as planned; incremented whenever the block must be processed again with other ranges.
/// </param>
/// <param name="Ranges">One range of a large file, or the whole of several small ones.</param>
/// <param name="Receipt">The receipt for this revision from the last pass in which the block was done, or null.</param>
/// <param name="Failure">Why the last attempt at this revision failed; null once a later receipt was put.</param>
/// <param name="Start">
/// The start of the last attempt at this revision; null once it ended, unless its process died.
/// </param>
public sealed record BlockManifest(
    string JobId,
    int Number,
    int Revision,
    IReadOnlyList<FileRange> Ranges,
    Receipt? Receipt = null,
    BlockFailure? Failure = null,
    BlockStart? Start = null)
{
    /// <summary>
    /// The block as an observer of the job sees it. A process that died leaves its start behind, so starts count only
    /// while the job is processing.
    /// </summary>
    public BlockManifest In(JobManifest job) =>
        In(job.Pass) with
        {
            Start = job.State == JobState.Processing && Start?.Pass == job.Pass ? Start : null,
        };

    /// <summary>The block in one pass: without receipts, failures and starts of other passes.</summary>
    public BlockManifest In(int pass) => this with
    {
        Receipt = Receipt?.Pass == pass ? Receipt : null,
        Failure = Failure?.Pass == pass ? Failure : null,
        Start = Start?.Pass == pass ? Start : null,
    };

    /// <summary>
    /// The block after its last record was found to extend past the planned end: the last range now ends where that
    /// record does. What the worker read does not change, so the revision and the receipt stay.
    /// </summary>
    /// <exception cref="InvalidOperationException">The block has no receipt.</exception>
    public BlockManifest Extended()
    {
        var end = Receipt?.EndedAt
            ?? throw new InvalidOperationException(
                $"Block {Number} of job {JobId} has no receipt that says where it ended.");
        var last = Ranges[^1];
        return this with { Ranges = [.. Ranges.SkipLast(1), last with { Range = last.Range with { End = end } }] };
    }

    /// <summary>The block with other ranges, to be processed again: a new revision without a receipt.</summary>
    public BlockManifest Revised(IReadOnlyList<FileRange> ranges) =>
        this with { Revision = Revision + 1, Ranges = ranges, Receipt = null, Failure = null, Start = null };
}
