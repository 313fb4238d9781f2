using System.Runtime.ExceptionServices;
using Pipeline.Core.Entries;
using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Processing;

/// <summary>
/// Processes one block on several cores: each core processes its ranges, the ranges are checked to join, and the
/// partials are merged. This is a small version of what a job does.
/// </summary>
/// <param name="ranges">The ranges of each core, in order.</param>
internal sealed class ParallelBlockReader(
    RangeProcessor work,
    IOperation operation,
    IReadOnlyList<IReadOnlyList<FileRange>> ranges,
    ScratchFolder scratch)
{
    private readonly RangeOutcome?[] _done = new RangeOutcome?[ranges.Count];

    /// <param name="rejects">Receives the rejected records of all cores, in order.</param>
    /// <returns>
    /// Null if a cut between cores was wrong, or may have been because a core found a bad record. The block must then
    /// be processed on one core, without cuts to guess.
    /// </returns>
    public RangeOutcome? Run(RejectsWriter rejects, Func<PartialWriter> createPartial, CancellationToken cancel)
    {
        var ofCores = ranges.Select((_, core) => rejects.Beside(core)).ToArray();
        try
        {
            Process(ofCores, cancel);
            if (!JoinUp()) return null;
            foreach (var one in ofCores)
                rejects.Take(one);
        }
        finally
        {
            foreach (var one in ofCores)
                one.Dispose();
        }

        using var partial = createPartial();
        using (
            var merged = PartialSet.Open(
                scratch.Path,
                [.. _done.Select(done => done!.Partial!)],
                some => operation.Merge(some, scratch, cancel),
                ranges.Count,
                cancel))
            partial.Append(merged);
        return new RangeOutcome(
            _done.Sum(done => done!.Records), _done.Sum(done => done!.Rejected), _done.Sum(done => done!.Bytes),
            _done[^1]!.EndedAt, partial.Commit(), Bad: null);
    }

    private void Process(RejectsWriter[] rejects, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            Parallel.For(0, ranges.Count, new ParallelOptions { MaxDegreeOfParallelism = ranges.Count }, core =>
            {
                try
                {
                    _done[core] = work.Run(
                        ranges[core],
                        rejects[core],
                        () => PartialWriter.CreateRun(scratch.NewFile()),
                        stop.Token);
                    // The others need not continue.
                    if (_done[core]!.Bad is not null)
                        stop.Cancel();
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    // Without an outcome for this core, the ranges do not join.
                }
            });
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    /// <summary>Whether every core completed its ranges and ended where the next core began.</summary>
    private bool JoinUp()
    {
        for (var core = 0; core < _done.Length; core++)
        {
            if (_done[core] is not { Bad: null } done) return false;
            var last = ranges[core][^1];
            var next = core + 1 < ranges.Count ? ranges[core + 1][0] : null;
            if (next is not null && done.EndedAt != (next.File == last.File ? next.Range.Start : last.Range.End))
                return false;
        }
        return true;
    }
}
