using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>A job at one moment, combined from its execution and its manifests.</summary>
/// <param name="Job">Null until the job is split.</param>
/// <param name="Progress">Null if the blocks were not read.</param>
/// <param name="Map">Null if it was not asked for.</param>
internal sealed record JobSnapshot(
    Execution Execution, JobManifest? Job, JobProgress? Progress = null, BlockMap? Map = null)
{
    private bool IsActive => Job is { State: JobState.Splitting or JobState.Processing or JobState.Merging };

    /// <summary>
    /// The execution determines the state, unless it is running or has succeeded: then the manifest has more detail. A
    /// manifest that is failed or stopped while the execution runs is from before a redrive.
    /// </summary>
    public JobStatus Status => (Execution.Status, Job?.State) switch
    {
        (ExecutionStatus.Running or ExecutionStatus.PendingRedrive, null or JobState.Failed or JobState.Stopped) =>
            JobStatus.Queued,
        (ExecutionStatus.Running or ExecutionStatus.PendingRedrive or ExecutionStatus.Succeeded, { } state) =>
            StatusOf(state),
        (_, { } state and (JobState.Complete or JobState.Incomplete)) => StatusOf(state),
        (ExecutionStatus.Aborted, _) => JobStatus.Stopped,
        _ => JobStatus.Failed,
    };

    /// <summary>A job for a list: its blocks are read only while it is active.</summary>
    public static async Task<JobSnapshot> OfManyAsync(
        IManifestStore store, Execution execution, CancellationToken cancel)
    {
        var job = await store.GetJobAsync(execution.Name, cancel).ConfigureAwait(false);
        var progress = job is { Result: null, State: JobState.Processing or JobState.Merging }
            ? await JobProgress.ReadAsync(store, job, cancel: cancel).ConfigureAwait(false)
            : null;
        return new JobSnapshot(execution, job, progress);
    }

    /// <summary>A job with its blocks.</summary>
    public static async Task<JobSnapshot> TakeAsync(
        IManifestStore store, Execution execution, bool withMap, CancellationToken cancel)
    {
        var job = await store.GetJobAsync(execution.Name, cancel).ConfigureAwait(false);
        var map = withMap ? new BlockMapBuilder(job?.Blocks ?? 0) : null;
        var progress = job is null
            ? null
            : await JobProgress.ReadAsync(store, job, map is null ? null : map.Add, cancel).ConfigureAwait(false);
        return new JobSnapshot(execution, job, progress, map?.Build());
    }

    /// <param name="costOf">See <see cref="JobsApi"/>.</param>
    public JobSummary Summarize(DateTimeOffset now, Func<JobProgress, decimal>? costOf)
    {
        var hasFailed = Status == JobStatus.Failed;
        var isStopped = Status == JobStatus.Stopped;
        return new JobSummary(
            Execution.Name,
            Status,
            Execution.StartedAt,
            // The result is published before the execution ends.
            Execution.StoppedAt ?? (Job?.Result is null ? null : Job.UpdatedAt),
            Execution.Redrives,
            Job?.Pass,
            Job is null ? null : ProgressOf(Job, now),
            hasFailed ? Execution.Error ?? Job?.Error : isStopped ? Execution.Error : null,
            hasFailed ? Execution.Cause ?? Job?.Cause : isStopped ? Execution.Cause : null,
            Job?.Result is { } result ? ResultSummary.Of(result) : null,
            costOf is null || Progress is null ? null : Math.Round(costOf(Progress), 6));
    }

    private ProgressSummary ProgressOf(JobManifest job, DateTimeOffset now)
    {
        var bytes = Progress?.Bytes ?? job.Result?.DatasetBytes ?? 0;
        var rate = Rate(job, bytes, now);
        return new ProgressSummary(
            CountBlocks(job),
            Progress?.Records ?? job.Result?.Records ?? 0,
            Progress?.Rejected ?? job.Result?.Rejected ?? 0,
            bytes,
            job.Bytes,
            rate is { } known ? Math.Round(known) : null,
            IsActive && rate is { } speed ? Math.Round((job.Bytes - bytes) / speed, 1) : null);
    }

    private BlockCounts CountBlocks(JobManifest job)
    {
        var done = Progress?.Done ?? (job.Result is null ? 0 : job.Blocks);
        return new BlockCounts(
            job.Blocks,
            Progress?.Waiting ?? job.Blocks - done,
            Progress?.Running ?? 0,
            done,
            Progress?.Failed.Count ?? 0,
            Progress?.Again ?? 0);
    }

    /// <summary>Bytes per second; null while unknown.</summary>
    private double? Rate(JobManifest job, long bytes, DateTimeOffset now)
    {
        // A redrive or another pass begins when the manifest is updated for it.
        if (IsActive)
            return Rate(bytes, now - (Execution.Redrives + job.Pass > 0 ? job.UpdatedAt : Execution.StartedAt));
        // The time of a redriven job includes a break in which nothing was read.
        return Execution.Redrives > 0
            ? null
            : Rate(Progress?.Work.Bytes ?? bytes, (Execution.StoppedAt ?? job.UpdatedAt) - Execution.StartedAt);
    }

    private static double? Rate(long bytes, TimeSpan time) =>
        bytes > 0 && time > TimeSpan.Zero ? bytes / time.TotalSeconds : null;

    private static JobStatus StatusOf(JobState state) => state switch
    {
        JobState.Splitting => JobStatus.Splitting,
        JobState.Processing => JobStatus.Processing,
        JobState.Merging => JobStatus.Merging,
        JobState.Complete => JobStatus.Complete,
        JobState.Incomplete => JobStatus.Incomplete,
        JobState.Failed => JobStatus.Failed,
        _ => JobStatus.Stopped,
    };
}
