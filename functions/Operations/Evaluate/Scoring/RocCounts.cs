using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>The binned probabilities of one class, as a mergeable state.</summary>
internal sealed class RocCounts : IMergeable
{
    public RocBins Bins { get; } = new();

    public void Merge(ref StateReader source)
    {
        for (var left = source.ReadVarint(); left > 0; left--)
            Bins.Add((int)source.ReadVarint(), (long)source.ReadVarint(), (long)source.ReadVarint());
    }

    public void Write(StateWriter target)
    {
        var counts = Bins.Counts.ToList();
        target.WriteVarint((ulong)counts.Count);
        foreach (var (bin, positive, negative) in counts)
        {
            target.WriteVarint((ulong)bin);
            target.WriteVarint((ulong)positive);
            target.WriteVarint((ulong)negative);
        }
    }
}
