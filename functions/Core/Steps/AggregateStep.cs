using Pipeline.Core.Coverage;
using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Steps;

/// <summary>
/// The aggregate step: merges the remaining partials, writes the result under a temporary name, verifies the coverage
/// and every file's fingerprint again, and publishes with one atomic rename. If a multi-pass operation needs another
/// pass, saves what it learned and starts that pass instead.
/// </summary>
public sealed class AggregateStep(StepContext context)
{
    /// <param name="merged">The merged groups, in order; empty if the check step requested no groups.</param>
    /// <param name="pass">The pass that was merged.</param>
    /// <returns>The job with its result, or the job at its next pass. A repeated call changes nothing.</returns>
    /// <exception cref="PassesExceededException">The operation asks for more passes than it declares.</exception>
    public async Task<JobManifest> RunAsync(
        string jobId, IReadOnlyList<MergedGroup> merged, int pass = 0, CancellationToken cancel = default)
    {
        var job = await context.GetJobAsync(jobId, cancel).ConfigureAwait(false);
        if (job.Result is not null || job.Pass != pass) return job;
        if (await context.GetOperationAsync(jobId, pass, cancel).ConfigureAwait(false) is not var (_, operation))
            return await context.GetJobAsync(jobId, cancel).ConfigureAwait(false);
        var blocks = await context.GetBlocksAsync(jobId, cancel: cancel).ConfigureAwait(false);
        var coverage = CoverageProof.Of(job, blocks);
        CheckStep.Reject(job, coverage);
        if (!coverage.IsComplete || merged.Count != MergeRounds.Groups(job.Blocks))
            throw CoverageException.NotProved(jobId);
        var inputs =
            merged.Count == 0
                ? coverage.Partials
                : await MergedAsync(job, blocks, merged, cancel).ConfigureAwait(false);
        return operation is IMultiPassOperation learner && Learn(job, learner, inputs, cancel) is { } learned
            ? await StartNextPassAsync(job, learned).ConfigureAwait(false)
            : await PublishAsync(job, operation, blocks, coverage, inputs, cancel).ConfigureAwait(false);
    }

    /// <returns>Null if the operation needs no further pass.</returns>
    private StoredFile? Learn(
        JobManifest job,
        IMultiPassOperation operation,
        IReadOnlyList<StoredFile> inputs,
        CancellationToken cancel)
    {
        var folder = context.Folder(job.JobId);
        using var scratch = folder.Scratch($"aggregate-{Guid.NewGuid():n}");
        using var partials = PartialSet.Open(
            folder.Path,
            inputs,
            some => operation.Merge(some, scratch, cancel),
            context.Cores,
            cancel);
        if (operation.Learn(partials, scratch) is not { } learned)
            return null;
        if (job.Pass + 1 >= operation.MaxPasses)
            throw new PassesExceededException(job.JobId, job.Request.Operation.Type, operation.MaxPasses);
        return LearnedState.Write(folder, job.Pass + 1, learned);
    }

    /// <summary>
    /// Starts the job's next pass with one write. If another attempt was first, its learned state wins.
    /// </summary>
    private async Task<JobManifest> StartNextPassAsync(JobManifest job, StoredFile learned) =>
        await context
            .UpdateJobAsync(
                job.JobId,
                found => found.Pass == job.Pass ? found.NextPass(learned) : found,
                CancellationToken.None)
            .ConfigureAwait(false)
        ?? throw new JobNotFoundException(job.JobId);

    private async Task<JobManifest> PublishAsync(
        JobManifest job,
        IOperation operation,
        IReadOnlyList<BlockManifest> blocks,
        CoverageProof coverage,
        IReadOnlyList<StoredFile> inputs,
        CancellationToken cancel)
    {
        var folder = context.Folder(job.JobId);
        var dataset = blocks.SelectMany(block => block.Ranges).Select(range => range.File).Distinct().ToList();
        ResultSummary? summary = null;
        using var publication = new Publication(folder, operation.Output, dataset, cancel);
        using (var scratch = folder.Scratch($"aggregate-{Guid.NewGuid():n}"))
        using (
            var partials = PartialSet.Open(
                folder.Path,
                inputs,
                some => operation.Merge(some, scratch, cancel),
                context.Cores,
                cancel))
            publication.Write(files => summary = operation.Finish(partials, files, scratch));

        foreach (var file in dataset)
        {
            cancel.ThrowIfCancellationRequested();
            FileFingerprint.Verify(file, context.Root.Resolve(file.Path, "dataset"));
        }
        RejectsWriter.Gather(folder, coverage.Rejects);
        var published = publication.Publish();
        var result = new JobResult(
            folder.ResultPath(operation.Output), summary!.Rows, published.Bytes, coverage.Records, coverage.Rejected,
            coverage.Bytes, published.Hash, summary.Columns);
        var state = coverage.Failed.Count > 0 ? JobState.Incomplete : JobState.Complete;
        // The result is published, so recording it must not be canceled.
        if (result.IsSmall)
            await context
                .Store.PutResultAsync(
                    job.JobId,
                    await File.ReadAllBytesAsync(context.Root.Resolve(result.Path, "jobId"), CancellationToken.None)
                        .ConfigureAwait(false),
                    CancellationToken.None)
                .ConfigureAwait(false);
        job = await context
            .UpdateJobAsync(job.JobId, found => found.InState(state) with { Result = result }, CancellationToken.None)
            .ConfigureAwait(false)
            ?? throw new JobNotFoundException(job.JobId);
        folder.RemovePartials();
        return job;
    }

    /// <summary>
    /// Returns the merged partial of each group. Merges a group again if it has more partials now than were merged.
    /// </summary>
    private async Task<IReadOnlyList<StoredFile>> MergedAsync(
        JobManifest job,
        IReadOnlyList<BlockManifest> blocks,
        IReadOnlyList<MergedGroup> merged,
        CancellationToken cancel)
    {
        var files = new List<StoredFile>();
        for (var group = 0; group < merged.Count; group++)
        {
            var partials = blocks
                .Skip(group * MergeRounds.FanIn)
                .Take(MergeRounds.FanIn)
                .Count(block => block.In(job.Pass).Receipt?.Partial is not null);
            var existing =
                partials == merged[group].Partials
                    ? merged[group]
                    : await new MergeStep(context).RunAsync(job.JobId, group, job.Pass, cancel).ConfigureAwait(false);
            // A receipt added since the blocks were read would be in the result, but not in its record count.
            if (existing.Partials != partials)
                throw CoverageException.NotProved(job.JobId);
            files.Add(existing.File);
        }
        return files;
    }
}
