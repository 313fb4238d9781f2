using Pipeline.Core.Datasets;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using Pipeline.Core.Merging;
using Pipeline.Core.Operations;

namespace Pipeline.Core.Steps;

/// <summary>
/// Aggregate: merges what is left to merge, writes the result under a temporary name, looks at the coverage and at
/// every file's fingerprint once more, and publishes by one rename.
/// </summary>
public sealed class AggregateStep(StepContext context)
{
    /// <param name="merged">What the merge step made, by group; empty when the check asked for no groups.</param>
    /// <returns>The job with its result. A second call finds the result published and changes nothing.</returns>
    public async Task<JobManifest> RunAsync(string jobId, IReadOnlyList<PartialFile> merged, CancellationToken cancel = default)
    {
        var job = await context.GetJobAsync(jobId, cancel).ConfigureAwait(false);
        if (job.Result is not null) return job;
        var (_, operation) = await context.GetOperationAsync(jobId, cancel).ConfigureAwait(false);
        var blocks = await context.GetBlocksAsync(jobId, cancel).ConfigureAwait(false);
        var coverage = Coverage.Of(job, blocks);
        CheckStep.Refuse(job, coverage);
        if (!coverage.IsComplete || merged.Count != MergeRounds.Groups(coverage.Partials.Count))
            throw CoverageException.NotProved(jobId);

        var folder = context.Folder(jobId);
        ResultSummary? summary = null;
        using var publication = new Publication(folder, job.Request.Output);
        using (var scratch = folder.Scratch("aggregate"))
        using (var partials = PartialSet.Open(folder.Path, merged.Count > 0 ? merged : coverage.Partials, operation.Merge))
            publication.Write(stream => summary = operation.Finish(partials, stream, scratch));

        foreach (var file in blocks.SelectMany(block => block.Ranges).Select(range => range.File).Distinct())
        {
            cancel.ThrowIfCancellationRequested();
            FileFingerprint.Verify(file, context.Root.Resolve(file.Path, "dataset"));
        }
        RejectsWriter.Gather(folder, coverage.Rejects);
        var published = publication.Publish();
        var result = new JobResult(
            folder.ResultPath(job.Request.Output), summary!.Rows, published.Bytes, coverage.Records, coverage.Rejected,
            coverage.Bytes, published.Hash, summary.Columns);
        job = await context.SaveAsync(
            job with { State = coverage.Failed.Count > 0 ? JobState.Incomplete : JobState.Complete, Result = result },
            JobState.Merging, cancel).ConfigureAwait(false);
        folder.RemovePartials();
        return job;
    }
}
