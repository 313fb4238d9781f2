using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Settings;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>Statistics of whole records. Two records are equal if their bytes in the file are equal.</summary>
internal sealed class RecordSummary : IMergeable
{
    public long Count { get; private set; }

    /// <summary>The total size of all records in bytes, without line ends.</summary>
    public UInt128 Bytes { get; private set; }

    /// <summary>The min record length in bytes.</summary>
    public long Shortest { get; private set; } = long.MaxValue;

    /// <summary>The max record length in bytes.</summary>
    public long Longest { get; private set; }

    /// <summary>How often each record occurs, by hash. The records themselves are not kept.</summary>
    public ValueCounts Counts { get; } = new(ProfileLimits.Records, long.MaxValue, ProfileLimits.Records, textBytes: 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(RecordBatch batch)
    {
        var (records, mask) = (batch.Records!, Counts.LevelMask);
        var (starts, lengths) = (records.Starts, records.Lengths);
        var (bytes, shortest, longest) = (0L, Shortest, Longest);
        for (var i = 0; i < batch.Count; i++)
        {
            bytes += lengths[i];
            shortest = Math.Min(shortest, lengths[i]);
            longest = Math.Max(longest, lengths[i]);
            var hash = ValueHash.Of(new ReadOnlySpan<byte>(batch.RecordBytes, starts[i], lengths[i]));
            if ((hash & mask) == 0)
                Counts.Add(hash, default);
        }
        Count += batch.Count;
        (Bytes, Shortest, Longest) = (Bytes + (UInt128)bytes, shortest, longest);
        Counts.Sample();
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Count);
        target.WriteVarint((ulong)(Bytes >> 64));
        target.WriteVarint((ulong)Bytes);
        target.WriteVarint((ulong)Shortest);
        target.WriteVarint((ulong)Longest);
        Counts.Write(target);
    }

    public void Merge(ref StateReader source)
    {
        Count += (long)source.ReadVarint();
        Bytes += new UInt128(source.ReadVarint(), source.ReadVarint());
        Shortest = Math.Min(Shortest, (long)source.ReadVarint());
        Longest = Math.Max(Longest, (long)source.ReadVarint());
        Counts.Merge(ref source);
    }
}
