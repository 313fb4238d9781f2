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
    public async Task<JobManifest> RunAsync(string jobId, IReadOnlyList<MergedGroup> merged, CancellationToken cancel = default)
    {
        var job = await context.GetJobAsync(jobId, cancel).ConfigureAwait(false);
        if (job.Result is not null) return job;
        var (_, operation) = await context.GetOperationAsync(jobId, cancel).ConfigureAwait(false);
        var blocks = await context.GetBlocksAsync(jobId, cancel: cancel).ConfigureAwait(false);
        var coverage = Coverage.Of(job, blocks);
        CheckStep.Refuse(job, coverage);
        if (!coverage.IsComplete || merged.Count != MergeRounds.Groups(job.Blocks))
            throw CoverageException.NotProved(jobId);
        var inputs = merged.Count == 0 ? coverage.Partials : await MergedAsync(job, blocks, merged, cancel).ConfigureAwait(false);

        var folder = context.Folder(jobId);
        ResultSummary? summary = null;
        using var publication = new Publication(folder, operation.Output, cancel);
        using (var scratch = folder.Scratch("aggregate"))
        using (var partials = PartialSet.Open(folder.Path, inputs, operation.Merge, context.Cores, cancel))
            publication.Write(files => summary = operation.Finish(partials, files, scratch));

        foreach (var file in blocks.SelectMany(block => block.Ranges).Select(range => range.File).Distinct())
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
        // The result is there: nothing may stop the record of it any more.
        job = await context.MoveAsync(jobId, found => found.Working(state) with { Result = result }, CancellationToken.None).ConfigureAwait(false)
            ?? throw new JobNotFoundException(jobId);
        folder.RemovePartials();
        return job;
    }

    /// <summary>The groups' partials; those of groups that have more now than were merged are merged again.</summary>
    private async Task<IReadOnlyList<PartialFile>> MergedAsync(
        JobManifest job, IReadOnlyList<BlockManifest> blocks, IReadOnlyList<MergedGroup> merged, CancellationToken cancel)
    {
        var files = new List<PartialFile>();
        for (var group = 0; group < merged.Count; group++)
        {
            var partials = blocks.Skip(group * MergeRounds.FanIn).Take(MergeRounds.FanIn).Count(block => block.Receipt?.Partial is not null);
            var stands = partials == merged[group].Partials
                ? merged[group]
                : await new MergeStep(context).RunAsync(job.JobId, group, cancel).ConfigureAwait(false);
            // One more receipt since the blocks were read would be in the result and not in its count of records.
            if (stands.Partials != partials)
                throw CoverageException.NotProved(job.JobId);
            files.Add(stands.File);
        }
        return files;
    }
}
