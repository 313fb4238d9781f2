using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;

namespace Pipeline.Local;

/// <summary>
/// Runs a job on one machine, in the same five steps as the state machine on AWS: split, then process and check until
/// the coverage is proved, then merge and aggregate. Each further pass of the operation repeats all steps but the
/// split. Blocks are processed, and groups merged, in parallel.
/// </summary>
/// <param name="workers">The number of blocks to process at once.</param>
public sealed class LocalRun(StepContext context, int workers, IRunProgress progress)
{
    private readonly TransientRetry _retry = new(context.Clock);

    /// <summary>When the job was started, if it waited before this run; null means now.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <returns>The finished job: complete, or incomplete if it tolerated failed blocks.</returns>
    /// <exception cref="PipelineException">
    /// The job failed. Its manifest contains the error, and nothing is published.
    /// </exception>
    public async Task<JobManifest> RunAsync(string jobId, JobRequest request, CancellationToken cancel = default)
    {
        var split = new SplitStep(context);
        var plan = await split.PlanAsync(jobId, request, workers, StartedAt, cancel).ConfigureAwait(false);
        progress.Planned(jobId, plan);
        var job = await split.RunAsync(jobId, request, plan, cancel).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var groups = await ProcessAsync(job, cancel).ConfigureAwait(false);
                progress.Merging();
                var merged = await MergeAsync(job, groups, cancel).ConfigureAwait(false);
                job = await _retry
                    .RunAsync(() => new AggregateStep(context).RunAsync(jobId, merged, job.Pass, cancel), cancel)
                    .ConfigureAwait(false);
                if (job.Result is not null)
                    return job;
                progress.NextPass(job.Pass);
            }
        }
        catch (Exception e)
        {
            var isStopped = e is OperationCanceledException && cancel.IsCancellationRequested;
            await new JobFailureRecorder(context)
                .RunAsync(
                    jobId,
                    isStopped ? JobState.Stopped : JobState.Failed,
                    isStopped ? null : e.GetType().Name,
                    isStopped ? null : e.Message,
                    CancellationToken.None)
                .ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Processes and checks blocks until none is pending.</summary>
    /// <returns>The number of groups of partials to merge.</returns>
    private async Task<int> ProcessAsync(JobManifest job, CancellationToken cancel)
    {
        var check = new CheckStep(context);
        IReadOnlyList<int> pending = [.. Enumerable.Range(0, job.Blocks)];
        while (true)
        {
            await ProcessBlocksAsync(job, pending, cancel).ConfigureAwait(false);
            var outcome = await check.RunAsync(job.JobId, cancel: cancel).ConfigureAwait(false);
            if (outcome.PendingBlocks.Count == 0) return outcome.Groups;
            progress.BlocksPending(outcome);
            pending = outcome.PendingBlocks;
        }
    }

    private async Task ProcessBlocksAsync(JobManifest job, IReadOnlyList<int> blocks, CancellationToken cancel)
    {
        var process = new ProcessStep(context) { Cores = 1 };
        // A bad record or an untolerated failure ends the work on all later blocks. The earlier ones are still needed:
        // they prove that the block starts at a record, and so that the error is real.
        var firstBad = int.MaxValue;
        await Parallel.ForEachAsync(
            blocks,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel },
            async (number, cancelBlock) =>
            {
                if (number > Volatile.Read(ref firstBad)) return;
                var receipt = await ProcessBlockAsync(process, job, number, cancelBlock).ConfigureAwait(false);
                if (receipt is null && job.Request.TolerateFailedBlocks == 0 || receipt?.Bad is not null)
                    InterlockedMin(ref firstBad, number);
                progress.BlockDone(number, receipt);
            }).ConfigureAwait(false);
    }

    private async Task<Receipt?> ProcessBlockAsync(
        ProcessStep process,
        JobManifest job,
        int number,
        CancellationToken cancel)
    {
        try
        {
            return await _retry
                .RunAsync(() => process.RunAsync(job.JobId, number, job.Pass, progress.Bytes, cancel), cancel)
                .ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is UnprovenBlockException
                || job.Request.TolerateFailedBlocks > 0 && e is PipelineException or IOException)
        {
            await process
                .FailAsync(job.JobId, number, e.GetType().Name, e.Message, pass: job.Pass, cancel: cancel)
                .ConfigureAwait(false);
            return null;
        }
    }

    private async Task<IReadOnlyList<MergedGroup>> MergeAsync(JobManifest job, int groups, CancellationToken cancel)
    {
        var merged = new MergedGroup[groups];
        var merge = new MergeStep(context);
        await Parallel
            .ForEachAsync(
                Enumerable.Range(0, groups),
                new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel },
                async (group, cancelGroup) =>
                    merged[group] = await _retry
                        .RunAsync(() => merge.RunAsync(job.JobId, group, job.Pass, cancelGroup), cancelGroup)
                        .ConfigureAwait(false))
            .ConfigureAwait(false);
        return merged;
    }

    private static void InterlockedMin(ref int target, int value)
    {
        int seen;
        while (value < (seen = Volatile.Read(ref target)))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
