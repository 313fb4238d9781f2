using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Sketches;

/// <summary>Counts per bucket, stored as an array from the lowest used bucket to the highest.</summary>
internal sealed class BucketCounts
{
    /// <summary>Spare buckets on both sides, so that the array does not grow for every new bucket.</summary>
    private const int Margin = 64;

    private long[] _counts = [];
    private int _first;

    public long Total { get; private set; }

    public long this[int bucket] => (uint)(bucket - _first) < (uint)_counts.Length ? _counts[bucket - _first] : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int bucket, long count)
    {
        var at = (uint)(bucket - _first);
        if (at >= (uint)_counts.Length)
            at = MakeRoom(bucket);
        _counts[at] += count;
        Total += count;
    }

    public void Merge(BucketCounts other)
    {
        for (var i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] != 0)
                Add(other._first + i, other._counts[i]);
        }
    }

    /// <summary>Returns the bucket of the number with a given rank.</summary>
    /// <param name="rank">0 to <see cref="Total"/> - 1.</param>
    public int At(long rank)
    {
        for (var i = 0; ; i++)
        {
            rank -= _counts[i];
            if (rank < 0) return _first + i;
        }
    }

    /// <summary>Returns the total of all lower buckets.</summary>
    public long Before(int bucket)
    {
        var total = 0L;
        foreach (var count in _counts.AsSpan(0, Math.Clamp(bucket - _first, 0, _counts.Length)))
            total += count;
        return total;
    }

    /// <summary>Writes the non-empty buckets: their number, then the distance and the count of each.</summary>
    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)(_counts.Length - _counts.AsSpan().Count(0L)));
        var last = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0) continue;
            target.WriteVarint((ulong)(_first + i - last));
            target.WriteVarint((ulong)_counts[i]);
            last = _first + i;
        }
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        var bucket = 0;
        for (var left = source.ReadVarint(); left > 0; left--)
        {
            bucket += (int)source.ReadVarint();
            Add(bucket, (long)source.ReadVarint());
        }
    }

    private uint MakeRoom(int bucket)
    {
        var first = _counts.Length == 0 ? bucket : Math.Min(bucket, _first);
        var end = _counts.Length == 0 ? bucket + 1 : Math.Max(bucket + 1, _first + _counts.Length);
        first = Math.Max(0, first - Margin);
        var counts = new long[end + Margin - first];
        if (_counts.Length > 0)
            _counts.CopyTo(counts, _first - first);
        (_counts, _first) = (counts, first);
        return (uint)(bucket - first);
    }
}
