using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Steps;

/// <summary>
/// The split step: validates the request against the dataset, plans the blocks and writes their manifests.
/// </summary>
public sealed class SplitStep(StepContext context)
{
    /// <summary>Plans a job without writing anything.</summary>
    /// <param name="workers">Number of blocks processed at once, unless the request limits it.</param>
    /// <exception cref="InvalidRequestException">The request does not fit the dataset.</exception>
    /// <exception cref="DatasetUnavailableException">A file does not exist or cannot be read.</exception>
    public JobPlan Plan(JobRequest request, int workers, CancellationToken cancel = default) =>
        Plan(request, workers, context.Clock.GetUtcNow(), cancel);

    /// <summary>
    /// Plans a job that may already exist, without writing anything. An existing job keeps the dates of its first
    /// start.
    /// </summary>
    /// <param name="startedAt">When the job was started; null means now.</param>
    /// <inheritdoc cref="Plan(JobRequest, int, CancellationToken)"/>
    public async Task<JobPlan> PlanAsync(
        string jobId,
        JobRequest request,
        int workers,
        DateTimeOffset? startedAt = null,
        CancellationToken cancel = default)
    {
        // Open the manifests only if needed, so that an invalid request is detected before anything is written.
        var existing = DatasetDates.DependOnJob(request)
            ? await context.Store.GetJobAsync(jobId, cancel).ConfigureAwait(false)
            : null;
        return Plan(
            request,
            workers,
            existing?.CreatedAt ?? startedAt?.ToUniversalTime() ?? context.Clock.GetUtcNow(),
            cancel);
    }

    /// <summary>Plans the job and writes its manifests. A repeated call finds them and changes nothing.</summary>
    /// <param name="startedAt">When the job was started; null means now.</param>
    public async Task<JobManifest> RunAsync(
        string jobId,
        JobRequest request,
        int workers,
        DateTimeOffset? startedAt = null,
        CancellationToken cancel = default) =>
        await RunAsync(
                jobId,
                request,
                await PlanAsync(jobId, request, workers, startedAt, cancel).ConfigureAwait(false),
                cancel)
            .ConfigureAwait(false);

    /// <inheritdoc cref="RunAsync(string, JobRequest, int, DateTimeOffset?, CancellationToken)"/>
    public async Task<JobManifest> RunAsync(
        string jobId,
        JobRequest request,
        JobPlan plan,
        CancellationToken cancel = default)
    {
        var job = await context
            .Store.CreateJobAsync(
                new JobManifest(
                    jobId,
                    request,
                    plan.Detected.Format,
                    JobState.Splitting,
                    plan.CreatedAt,
                    context.Clock.GetUtcNow(),
                    plan.Blocks.Count,
                    plan.Files.Count,
                    plan.Bytes),
                cancel)
            .ConfigureAwait(false);
        if (job.State is not (JobState.Splitting or JobState.Failed or JobState.Stopped))
            return job;
        // If the job was also started elsewhere after it was planned, the dates of that start apply.
        if (!DatasetDates
                .FillIn(request, job.CreatedAt)
                .Select(named => named.Path)
                .SequenceEqual(plan.Dataset.Select(named => named.Path)))
            plan = Plan(request, plan.Workers, job.CreatedAt, cancel);

        await context
            .Store.AddBlocksAsync(
                [.. plan.Blocks.Select((ranges, number) => new BlockManifest(jobId, number, Revision: 0, ranges))],
                cancel)
            .ConfigureAwait(false);
        return await context
            .UpdateJobAsync(jobId, found => found.InState(JobState.Processing), cancel)
            .ConfigureAwait(false)
            ?? throw new JobNotFoundException(jobId);
    }

    private JobPlan Plan(JobRequest request, int workers, DateTimeOffset createdAt, CancellationToken cancel)
    {
        var dataset = DatasetDates.FillIn(request, createdAt);
        var files = DatasetFiles.Find(context.Root, dataset);
        var detected = FormatDetector.Detect(context.Root, files, request.Format);
        RejectFailureToleranceForMultiPass(request, context.CreateOperation(request, detected.Format));
        var headers = new HeaderCheck(context.Root, files, detected.Format);
        ParallelReads.For(files.Count, i => headers.Check(files[i]), cancel);
        var bytes = files.Sum(file => file.Fingerprint.Size);
        var blockSize = BlockSizing.Choose(bytes, request.MaxConcurrency ?? workers, request.BlockSize);
        var blocks = new BlockPlanner(context.Root, detected.Format, context.CutSearchOptions).Plan(
            files,
            blockSize,
            cancel);
        return new JobPlan(createdAt, dataset, workers, files, detected, blockSize, bytes, blocks);
    }

    /// <summary>
    /// A block that fails in one pass and succeeds in the next would make the passes see different data.
    /// </summary>
    private static void RejectFailureToleranceForMultiPass(JobRequest request, IOperation operation)
    {
        if (request.TolerateFailedBlocks > 0 && operation is IMultiPassOperation)
        {
            throw new InvalidRequestException(
                "tolerateFailedBlocks",
                $"Expected 0, because \"{request.Operation.Type}\" reads the data several times and must see the same "
                    + $"records each time; found {request.TolerateFailedBlocks}. To continue past bad records, set "
                    + "\"onBadRecord\" to \"skip\".");
        }
    }
}
