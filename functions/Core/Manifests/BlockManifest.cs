using Pipeline.Core.Splitting;

namespace Pipeline.Core.Manifests;

/// <summary>
/// One block of a job: what to read and, once a worker has read it, the receipt. With one item of at most 400 KB
/// for each block (the limit of DynamoDB), a plan gives a block no more than about a thousand files.
/// </summary>
/// <param name="Number">Counts from 0 in the order of the dataset.</param>
/// <param name="Revision">0 as planned; one more each time the block is to be done again with other ranges.</param>
/// <param name="Ranges">One range of a large file, or the whole of several small ones.</param>
/// <param name="Receipt">Of this revision, and of the last pass that a worker has done the block for; null until one has.</param>
/// <param name="Failure">Why the last attempt at this revision failed; null once a receipt was put after it.</param>
/// <param name="Start">Of the last attempt at this revision; null once it ended, unless its process died.</param>
public sealed record BlockManifest(
    string JobId,
    int Number,
    int Revision,
    IReadOnlyList<FileRange> Ranges,
    Receipt? Receipt = null,
    BlockFailure? Failure = null,
    BlockStart? Start = null)
{
    /// <summary>The block as who looks at the job sees it: what died leaves its start behind, so starts only count while blocks are processed.</summary>
    public BlockManifest In(JobManifest job) => In(job.Pass) with { Start = job.State == JobState.Processing && Start?.Pass == job.Pass ? Start : null };

    /// <summary>The block as a pass sees it: receipts, failures and starts of other passes do not count.</summary>
    public BlockManifest In(int pass) => this with
    {
        Receipt = Receipt?.Pass == pass ? Receipt : null,
        Failure = Failure?.Pass == pass ? Failure : null,
        Start = Start?.Pass == pass ? Start : null,
    };

    /// <summary>
    /// The block after it was found that its last record runs over the planned end: the last range ends where that
    /// record does. What the worker read does not change, so revision and receipt stay.
    /// </summary>
    /// <exception cref="InvalidOperationException">The block has no receipt.</exception>
    public BlockManifest Extended()
    {
        var end = Receipt?.EndedAt
            ?? throw new InvalidOperationException($"Block {Number} of job {JobId} has no receipt that says where it ended.");
        var last = Ranges[^1];
        return this with { Ranges = [.. Ranges.SkipLast(1), last with { Range = last.Range with { End = end } }] };
    }

    /// <summary>The block to be done again with other ranges: the next revision, which no receipt is of.</summary>
    public BlockManifest Revised(IReadOnlyList<FileRange> ranges) =>
        this with { Revision = Revision + 1, Ranges = ranges, Receipt = null, Failure = null, Start = null };
}
