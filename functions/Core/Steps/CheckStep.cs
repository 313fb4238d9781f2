using Pipeline.Core.Coverage;
using Pipeline.Core.Manifests;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Steps;

/// <summary>
/// Check: proves from the receipts that the blocks cover the dataset, or moves the cuts that were wrong to where
/// records really begin and says which blocks are to be done again. At the start of a pass over the data these are all.
/// </summary>
public sealed class CheckStep(StepContext context)
{
    /// <param name="redrive">How often the job was redriven; blocks that failed before that are to be done again.</param>
    /// <exception cref="BadRecordException">A record is bad for certain, and the request says that this fails the job.</exception>
    /// <exception cref="BlocksFailedException">More blocks failed than the request tolerates.</exception>
    /// <exception cref="CoverageException">The manifests do not join up.</exception>
    public async Task<CheckOutcome> RunAsync(string jobId, int redrive = 0, CancellationToken cancel = default)
    {
        var job = await context.GetJobAsync(jobId, cancel).ConfigureAwait(false);
        var coverage = CoverageProof.Of(job, await context.GetBlocksAsync(jobId, cancel: cancel).ConfigureAwait(false), redrive);
        Refuse(job, coverage);

        // The left block's end first: a process killed between the two leaves ranges that overlap the record that was
        // cut, never a gap, and the next check finds the same again.
        foreach (var extended in coverage.Extended)
            await context.Store.ExtendBlockAsync(extended, cancel).ConfigureAwait(false);
        foreach (var revised in coverage.Revised)
            await context.Store.ReviseBlockAsync(revised, cancel).ConfigureAwait(false);

        await context.UpdateJobAsync(
            jobId, found => found.Pass != job.Pass ? found : found.InState(coverage.IsComplete ? JobState.Merging : JobState.Processing), cancel).ConfigureAwait(false);
        return new CheckOutcome(
            [.. coverage.Revised.Select(block => block.Number).Concat(coverage.Missing).Order()],
            WrongCuts: coverage.Revised.Count,
            Groups: coverage.IsComplete ? MergeRounds.Groups(job.Blocks) : 0,
            job.Pass);
    }

    /// <summary>Throws what fails the job for good, if anything does.</summary>
    internal static void Refuse(JobManifest job, CoverageProof coverage)
    {
        if (coverage.Bad is { } bad)
            throw new BadRecordException(bad.File, bad.Offset, bad.Reason);
        // A block may have failed because it starts at a wrong cut; once cuts are moved, that is seen.
        if (coverage.Revised.Count == 0 && coverage.Failed.Count > job.Request.TolerateFailedBlocks)
            throw new BlocksFailedException(job, coverage.Failed);
    }
}

/// <param name="PendingBlocks">Numbers of the blocks to process before the next check; none when the coverage is proved.</param>
/// <param name="WrongCuts">How many of them are there because a cut was wrong.</param>
/// <param name="Groups">Groups of partials to merge; 0 when the partials go straight into the result.</param>
/// <param name="Pass">The pass that the job is at.</param>
public sealed record CheckOutcome(IReadOnlyList<int> PendingBlocks, int WrongCuts, int Groups, int Pass);
