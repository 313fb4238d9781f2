using Pipeline.Core.Coverage;
using Pipeline.Core.Manifests;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Steps;

/// <summary>
/// The check step: proves from the receipts that the blocks cover the dataset. If they do not yet, moves wrong cuts to
/// the true record starts and returns the pending blocks. At the start of a pass, all blocks are pending.
/// </summary>
public sealed class CheckStep(StepContext context)
{
    /// <param name="redrive">
    /// How many times the job was redriven. Blocks that failed before the last redrive are pending.
    /// </param>
    /// <exception cref="BadRecordException">
    /// A block with a proved start has a bad record, and the request does not skip them.
    /// </exception>
    /// <exception cref="BlocksFailedException">More blocks failed than the request tolerates.</exception>
    /// <exception cref="CoverageException">
    /// The blocks do not cover the dataset, and wrong cuts do not explain it.
    /// </exception>
    public async Task<CheckOutcome> RunAsync(string jobId, int redrive = 0, CancellationToken cancel = default)
    {
        var job = await context.GetJobAsync(jobId, cancel).ConfigureAwait(false);
        var coverage = CoverageProof.Of(
            job,
            await context.GetBlocksAsync(jobId, cancel: cancel).ConfigureAwait(false),
            redrive);
        Reject(job, coverage);

        // Extend left blocks first: if the process is killed in between, ranges overlap in the record that was cut, but
        // leave no gap, and the next check finds the same wrong cut again.
        foreach (var extended in coverage.Extended)
            await context.Store.ExtendBlockAsync(extended, cancel).ConfigureAwait(false);
        foreach (var revised in coverage.Revised)
            await context.Store.ReviseBlockAsync(revised, cancel).ConfigureAwait(false);

        await context
            .UpdateJobAsync(
                jobId,
                found =>
                    found.Pass != job.Pass
                        ? found
                        : found.InState(coverage.IsComplete ? JobState.Merging : JobState.Processing),
                cancel)
            .ConfigureAwait(false);
        return new CheckOutcome(
            [.. coverage.Revised.Select(block => block.Number).Concat(coverage.Missing).Order()],
            WrongCuts: coverage.Revised.Count,
            Groups: coverage.IsComplete ? MergeRounds.Groups(job.Blocks) : 0,
            job.Pass);
    }

    /// <summary>Throws if a bad record or failed blocks fail the job.</summary>
    internal static void Reject(JobManifest job, CoverageProof coverage)
    {
        if (coverage.Bad is { } bad)
            throw new BadRecordException(bad.File, bad.Offset, bad.Reason);
        // A block may have failed only because it starts at a wrong cut, so correct the cuts before counting failures.
        if (coverage.Revised.Count == 0 && coverage.Failed.Count > job.Request.TolerateFailedBlocks)
            throw new BlocksFailedException(job, coverage.Failed);
    }
}

/// <param name="PendingBlocks">
/// Numbers of the blocks to process before the next check; empty once the coverage is proved.
/// </param>
/// <param name="WrongCuts">How many of them are pending because of a wrong cut.</param>
/// <param name="Groups">Number of groups to merge; 0 if the aggregate step merges the partials directly.</param>
/// <param name="Pass">The job's current pass.</param>
public sealed record CheckOutcome(IReadOnlyList<int> PendingBlocks, int WrongCuts, int Groups, int Pass);
