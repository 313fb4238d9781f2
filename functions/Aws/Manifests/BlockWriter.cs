using System.Collections.Concurrent;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Adds the blocks of a job. Batches are fast, but know no conditions: they overwrite. So blocks go in batches only
/// while the job is splitting and had no block when we began; all others are put one by one, if they are not there.
/// <para>
/// Two splitters at once are rare (one that was taken for dead, and the next) and plan the same from the same files.
/// While both write, they overwrite blocks with their equals. The danger is one that is late: the other has moved the
/// job on, a worker has put a receipt, and a batch wipes it. So the job's state is read before each batch, also before
/// one that is sent again, and a job that is not splitting any more gets no further batch.
/// </para>
/// <para>
/// What remains is the one batch that is on its way while all the rest happens. It makes blocks new again, and so loses
/// work, not data: a block without receipt is done again, one at its first ranges is proved again like every other,
/// a merge that counted a receipt that is gone is refused, and what is published has no more need of manifests. (A
/// revision's number comes again then. For a receipt of the old one to be taken for the new, the batch must be on its
/// way during a whole round of Process and Check, and that worker at work through a second one.) Two plans that differ,
/// because files changed in between, leave blocks that do not join up or fingerprints that are false: the job fails.
/// </para>
/// </summary>
internal sealed class BlockWriter(ManifestTable table)
{
    /// <summary>DynamoDB takes no more.</summary>
    private const int BatchSize = 25;

    /// <summary>Enough to fill the thousand writes a second that one partition takes, with answers in some 10 ms.</summary>
    private const int RequestsAtOnce = 8;

    /// <param name="standing">The blocks that are there.</param>
    public async Task AddAsync(
        string jobId, IReadOnlyList<BlockManifest> blocks, IReadOnlyDictionary<int, BlockManifest> standing, CancellationToken cancel)
    {
        foreach (var block in blocks)
        {
            if (standing.TryGetValue(block.Number, out var found))
                RefuseOtherPlan(block, found);
        }
        var missing = blocks.Where(block => !standing.ContainsKey(block.Number)).ToArray();
        if (standing.Count == 0)
            missing = await PutInBatchesAsync(jobId, missing, cancel).ConfigureAwait(false);
        await SendInParallelAsync(missing, AddAsync, cancel).ConfigureAwait(false);
    }

    /// <returns>The blocks that were not put because the job had moved on.</returns>
    private async Task<BlockManifest[]> PutInBatchesAsync(string jobId, BlockManifest[] blocks, CancellationToken cancel)
    {
        var left = new ConcurrentQueue<BlockManifest>();
        await SendInParallelAsync(blocks.Chunk(BatchSize), PutAsync, cancel).ConfigureAwait(false);
        return [.. left];

        async ValueTask PutAsync(BlockManifest[] batch, CancellationToken token)
        {
            var backoff = table.StartBackoff();
            var items = batch.Select(BlockItem.Write).ToList();
            while (await table.PutAsync(items, check => IsSplittingAsync(jobId, check), token).ConfigureAwait(false) is { } unprocessed)
            {
                if (unprocessed.Count == 0)
                    return;
                if (unprocessed.Count < items.Count)
                    backoff.Progress();
                items = unprocessed;
                await backoff.WaitAsync("It had no room for a batch.", inner: null, token).ConfigureAwait(false);
            }
            foreach (var block in batch)
                left.Enqueue(block);
        }
    }

    private async ValueTask AddAsync(BlockManifest block, CancellationToken cancel)
    {
        if (await table.AddAsync(BlockItem.Write(block), cancel).ConfigureAwait(false))
            return;
        var standing = await table.GetAsync(block.JobId, AttributeNames.Block(block.Number), cancel).ConfigureAwait(false);
        if (standing is not null)
            RefuseOtherPlan(block, BlockItem.Read(standing));
    }

    private async Task<bool> IsSplittingAsync(string jobId, CancellationToken cancel) =>
        await table.GetAsync(jobId, AttributeNames.Job, cancel).ConfigureAwait(false) is { } job
        && JobItem.ReadState(job) == JobState.Splitting;

    /// <summary>Ranges change once a block has been worked on; before, they are the plan.</summary>
    private static void RefuseOtherPlan(BlockManifest planned, BlockManifest standing)
    {
        if (standing.Receipt is null && standing.Revision == planned.Revision && !standing.Ranges.SequenceEqual(planned.Ranges))
            throw new JobConflictException(planned.JobId, planned.Number);
    }

    private static Task SendInParallelAsync<T>(IEnumerable<T> requests, Func<T, CancellationToken, ValueTask> send, CancellationToken cancel) =>
        Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancel }, send);
}
