using System.Collections.Concurrent;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Local.Serving;

/// <summary>The blocks of a job that are being processed right now.</summary>
internal sealed class BlocksAtWork : IRunProgress, IProgress<long>
{
    private readonly ConcurrentDictionary<int, bool> _numbers = new();

    public IReadOnlyCollection<int> Numbers => [.. _numbers.Keys];

    public IProgress<long> Bytes => this;

    public void BlockStarted(int number) => _numbers[number] = true;

    public void BlockDone(int number, Receipt? receipt) => _numbers.TryRemove(number, out _);

    public void Report(long value)
    {
        // The page shows what is proved: the bytes of receipts.
    }

    public void Planned(string jobId, JobPlan plan)
    {
        // The job's manifest tells of it.
    }

    public void Again(CheckOutcome outcome)
    {
        // The manifests of the blocks tell of it.
    }

    public void Merging() => _numbers.Clear();

    public void NextPass(int pass) => _numbers.Clear();
}
