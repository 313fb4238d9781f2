using Pipeline.Core.Manifests;
using Pipeline.Core.Merging;

namespace Pipeline.Core.Steps;

/// <summary>Merge: makes one partial of a group of them, in block order. Only jobs of many blocks need it.</summary>
public sealed class MergeStep(StepContext context)
{
    /// <param name="group">Counts from 0 to the groups that the check asked for.</param>
    public async Task<PartialFile> RunAsync(string jobId, int group, CancellationToken cancel = default)
    {
        var (job, operation) = await context.GetOperationAsync(jobId, cancel).ConfigureAwait(false);
        var coverage = Coverage.Of(job, await context.GetBlocksAsync(jobId, cancel).ConfigureAwait(false));
        CheckStep.Refuse(job, coverage);

        var folder = context.Folder(jobId);
        using var writer = PartialWriter.Create(folder.Path, JobFolder.MergedName(group));
        using var merged = PartialSet.Open(folder.Path, MergeRounds.Group(coverage.Partials, group), operation.Merge);
        while (merged.MoveNext())
        {
            cancel.ThrowIfCancellationRequested();
            writer.Append(merged.Key, merged.Value);
        }
        return writer.Commit();
    }
}
