using Pipeline.Core.Coverage;
using Pipeline.Core.Entries;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;

namespace Pipeline.Core.Steps;

/// <summary>
/// The merge step: merges the partials of a group of blocks into one, in block order. Only jobs with many blocks need
/// it.
/// </summary>
public sealed class MergeStep(StepContext context)
{
    /// <param name="group">Number of the group, from 0.</param>
    /// <param name="pass">The pass whose partials are merged.</param>
    /// <exception cref="CoverageException">A block of the group is neither done nor failed in this pass.</exception>
    public async Task<MergedGroup> RunAsync(string jobId, int group, int pass = 0, CancellationToken cancel = default)
    {
        if (await context.GetOperationAsync(jobId, pass, cancel).ConfigureAwait(false) is not var (_, operation))
            throw CoverageException.OtherPass(jobId, pass);
        var partials = new List<StoredFile>();
        foreach (var block in await context
                .GetBlocksAsync(jobId, group * MergeRounds.FanIn, MergeRounds.FanIn, cancel)
                .ConfigureAwait(false))
        {
            if (block.In(pass) is { Receipt.Partial: { } partial })
                partials.Add(partial);
            else if (block.In(pass).Failure is null)
                throw CoverageException.NotProved(jobId);
        }

        var folder = context.Folder(jobId);
        using var writer = PartialWriter.Create(folder.Path, JobFolder.MergedName(pass, group), cancel);
        using var scratch = folder.Scratch($"merge-{group:d3}-{Guid.NewGuid():n}");
        using var merged = PartialSet.Open(
            folder.Path,
            partials,
            some => operation.Merge(some, scratch, cancel),
            context.Cores,
            cancel);
        writer.Append(merged);
        return new MergedGroup(writer.Commit(), partials.Count);
    }
}
