namespace Pipeline.Core.Manifests;

/// <summary>How far a job is in its pass, as its manifests say.</summary>
/// <param name="Done">Blocks that were read to their end.</param>
/// <param name="Running">Blocks that an attempt has begun at and not ended. An attempt whose process died counts until
/// the block is done.</param>
/// <param name="Again">Blocks that were or are done again because of a wrong cut.</param>
/// <param name="Bytes">Of the dataset, in the blocks that are done.</param>
/// <param name="Seconds">That workers spent on the blocks that are done; here each of them has one core.</param>
/// <param name="Work">All that workers did for the job, in this pass and those before.</param>
/// <param name="Failed">The blocks whose last attempt failed, without those at which another is going on.</param>
public sealed record JobProgress(
    JobManifest Job,
    int Done,
    int Running,
    int Again,
    long Records,
    long Rejected,
    long Bytes,
    double Seconds,
    WorkTotals Work,
    IReadOnlyList<BlockManifest> Failed)
{
    public int Waiting => Job.Blocks - Done - Running - Failed.Count;

    /// <summary>Records a second that one core gets through; null until a block is done.</summary>
    public double? RecordsPerSecond => Seconds > 0 ? Records / Seconds : null;

    /// <param name="see">Shown each block as it is in the job's pass, by number, so that who wants more than counts
    /// reads no block twice.</param>
    public static async Task<JobProgress> ReadAsync(
        IManifestStore store, JobManifest job, Action<BlockManifest>? see = null, CancellationToken cancel = default)
    {
        var (done, running, again) = (0, 0, 0);
        long records = 0, rejected = 0, bytes = 0;
        var seconds = 0.0;
        var work = new WorkTotals(0, 0, 0);
        var failed = new List<BlockManifest>();
        await foreach (var found in store.ListBlocksAsync(job.JobId, cancel: cancel).ConfigureAwait(false))
        {
            var block = found.In(job);
            see?.Invoke(block);
            if (found.Receipt is { } last)
                work = work.With(last);
            again += block.Revision > 0 ? 1 : 0;
            if (block.Start is not null)
                running++;
            else if (block.Failure is not null)
                failed.Add(block);
            if (block.Receipt is not { Bad: null } receipt) continue;
            done++;
            records += receipt.Records;
            rejected += receipt.Rejected;
            bytes += receipt.Bytes;
            seconds += receipt.Seconds;
        }
        return new JobProgress(job, done, running, again, records, rejected, bytes, seconds, work, failed);
    }
}
