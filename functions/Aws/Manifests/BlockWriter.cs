using System.Collections.Concurrent;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Adds the blocks of a job. Batch writes are fast but unconditional: they overwrite. So blocks are written in batches
/// only while the job is splitting and had no blocks when this writer started. All others are put one by one, on the
/// condition that they do not exist.
/// <para>
/// Two splitters at the same time are rare (one was presumed dead and a second one started), and both compute the same
/// plan from the same files. While both write, they overwrite blocks with identical ones. The danger is a late
/// splitter: the other one has advanced the job, a worker has written a receipt, and a late batch erases it. So the
/// job's state is read before every batch, retries included, and once the job is no longer splitting no batch is sent.
/// </para>
/// <para>
/// That leaves a single batch that is in flight while all this happens. It resets its blocks to new ones, which loses
/// work but no data: a block without a receipt is processed again, a block with its first ranges is proved again like
/// any other, a merge that counted an erased receipt is rejected, and a published result needs no manifests. (Such a
/// block also reuses revision numbers. To take an old receipt for a new one, the batch would have to be in flight
/// during a whole round of Process and Check, and the worker would have to run through a second round.) If the two
/// plans differ because files changed in between, blocks do not join up or fingerprints do not match: the job fails.
/// </para>
/// </summary>
internal sealed class BlockWriter(ManifestTable table)
{
    /// <summary>The limit of DynamoDB.</summary>
    private const int BatchSize = 25;

    /// <summary>Enough to reach the thousand writes a second of one partition at a latency of about 10 ms.</summary>
    private const int MaxParallelRequests = 8;

    /// <param name="existing">The blocks that are in the table.</param>
    public async Task AddAsync(
        string jobId, IReadOnlyList<BlockManifest> blocks, IReadOnlyDictionary<int, BlockManifest> existing,
        CancellationToken cancel)
    {
        foreach (var block in blocks)
        {
            if (existing.TryGetValue(block.Number, out var found))
                ThrowIfPlanDiffers(block, found);
        }
        var missing = blocks.Where(block => !existing.ContainsKey(block.Number)).ToArray();
        if (existing.Count == 0)
            missing = await PutInBatchesAsync(jobId, missing, cancel).ConfigureAwait(false);
        await SendInParallelAsync(missing, AddAsync, cancel).ConfigureAwait(false);
    }

    /// <returns>The blocks that were not written because the job is no longer splitting.</returns>
    private async Task<BlockManifest[]> PutInBatchesAsync(
        string jobId, BlockManifest[] blocks, CancellationToken cancel)
    {
        var left = new ConcurrentQueue<BlockManifest>();
        await SendInParallelAsync(blocks.Chunk(BatchSize), PutAsync, cancel).ConfigureAwait(false);
        return [.. left];

        async ValueTask PutAsync(BlockManifest[] batch, CancellationToken token)
        {
            var backoff = table.StartBackoff();
            var items = batch.Select(BlockItem.Write).ToList();
            while (true)
            {
                var unprocessed = await table
                    .PutAsync(items, check => IsSplittingAsync(jobId, check), token).ConfigureAwait(false);
                if (unprocessed is null)
                    break;
                if (unprocessed.Count == 0)
                    return;
                if (unprocessed.Count < items.Count)
                    backoff.Progress();
                items = unprocessed;
                await backoff.WaitAsync(
                    "DynamoDB did not process all items of a batch.", inner: null, token).ConfigureAwait(false);
            }
            foreach (var block in batch)
                left.Enqueue(block);
        }
    }

    private async ValueTask AddAsync(BlockManifest block, CancellationToken cancel)
    {
        if (await table.AddAsync(BlockItem.Write(block), cancel).ConfigureAwait(false))
            return;
        var key = AttributeNames.Block(block.Number);
        if (await table.GetAsync(block.JobId, key, cancel).ConfigureAwait(false) is { } existing)
            ThrowIfPlanDiffers(block, BlockItem.Read(existing));
    }

    private async Task<bool> IsSplittingAsync(string jobId, CancellationToken cancel) =>
        await table.GetAsync(jobId, AttributeNames.Job, cancel).ConfigureAwait(false) is { } job
        && JobItem.ReadState(job) == JobState.Splitting;

    /// <summary>The ranges of a block are those of the plan until the block has a receipt or a new revision.</summary>
    private static void ThrowIfPlanDiffers(BlockManifest planned, BlockManifest existing)
    {
        if (existing.Receipt is null
            && existing.Revision == planned.Revision
            && !existing.Ranges.SequenceEqual(planned.Ranges))
            throw new JobConflictException(planned.JobId, planned.Number);
    }

    private static Task SendInParallelAsync<T>(
        IEnumerable<T> requests, Func<T, CancellationToken, ValueTask> send, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelRequests, CancellationToken = cancel };
        return Parallel.ForEachAsync(requests, options, send);
    }
}
