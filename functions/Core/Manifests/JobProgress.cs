namespace Pipeline.Core.Manifests;

/// <summary>The progress of a job in its current pass, from its manifests.</summary>
/// <param name="Done">Blocks that were read to the end.</param>
/// <param name="Running">
/// Blocks with a running attempt. An attempt whose process died counts until the block is done.
/// </param>
/// <param name="Again">Blocks processed again because of a wrong cut.</param>
/// <param name="Bytes">Dataset bytes in the blocks that are done.</param>
/// <param name="Seconds">Time that workers spent on the blocks that are done, with one core per worker.</param>
/// <param name="Work">The total work of the job, in this pass and earlier ones.</param>
/// <param name="Failed">The blocks whose last attempt failed, except those with a running attempt.</param>
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

    /// <summary>Records per second and core; null until a block is done.</summary>
    public double? RecordsPerSecond => Seconds > 0 ? Records / Seconds : null;

    /// <param name="see">
    /// Called with each block as it is in the job's pass, in order of numbers. A caller that needs more than the counts
    /// need not read the blocks again.
    /// </param>
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
