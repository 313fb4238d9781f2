using System.Runtime.ExceptionServices;
using Pipeline.Core.Entries;
using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Processing;

/// <summary>
/// A block on several cores: a job in small. Its ranges are dealt out, processed side by side, and checked for
/// joining up; what the cores made is merged.
/// </summary>
/// <param name="ranges">Of each core.</param>
internal sealed class ParallelBlockReader(RangeProcessor work, IOperation operation, IReadOnlyList<IReadOnlyList<FileRange>> ranges, ScratchFolder scratch)
{
    private readonly RangeOutcome?[] _done = new RangeOutcome?[ranges.Count];

    /// <param name="rejects">Gets what the cores leave out, in order.</param>
    /// <returns>
    /// Null if a cut between cores was wrong, or might have been: a core met a bad record. The block is then to be
    /// done by one core, from whose start on nothing is guessed.
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
        using (var merged = PartialSet.Open(scratch.Path, [.. _done.Select(done => done!.Partial!)], some => operation.Merge(some, scratch, cancel), ranges.Count, cancel))
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
                    _done[core] = work.Run(ranges[core], rejects[core], () => PartialWriter.CreateRun(scratch.NewFile()), stop.Token);
                    // The others need not continue.
                    if (_done[core]!.Bad is not null)
                        stop.Cancel();
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    // Its work is missing, so the cores do not join up.
                }
            });
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    /// <summary>Whether every core is done and ended where the next one began.</summary>
    private bool JoinUp()
    {
        for (var core = 0; core < _done.Length; core++)
        {
            if (_done[core] is not { Bad: null } done) return false;
            var last = ranges[core][^1];
            var next = core + 1 < ranges.Count ? ranges[core + 1][0] : null;
            if (next is not null && done.EndedAt != (next.File == last.File ? next.Range.Start : last.Range.End)) return false;
        }
        return true;
    }
}
