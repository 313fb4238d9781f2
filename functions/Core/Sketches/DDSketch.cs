using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Sketches;

/// <summary>
/// Estimates quantiles of numbers within a relative error of 1/256, based on DDSketch (Masson, Rim and Lee, 2019). It
/// counts numbers in buckets whose width grows with the numbers. Each interval between two powers of two has 128
/// buckets of equal width, so the leading bits of a double are its bucket. That avoids logarithms, whose last digits
/// differ between machines. The result does not depend on the order of the numbers.
/// </summary>
internal sealed class DDSketch
{
    /// <summary>Buckets are at most 1/128 of their lower bound wide, and are represented by their middle.</summary>
    public const double RelativeError = 1.0 / (2 << FractionBits);

    private const int FractionBits = 7;

    private const int DroppedBits = 52 - FractionBits;

    private readonly BucketCounts _below = new();
    private readonly BucketCounts _above = new();

    public long Zeros { get; private set; }

    public long Count => _below.Total + Zeros + _above.Total;

    /// <param name="value">Not NaN. Use infinity for numbers outside the range of a double.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value, long count = 1)
    {
        if (value > 0)
            _above.Add(BucketOf(value), count);
        else if (value < 0)
            _below.Add(BucketOf(value), count);
        else
            Zeros += count;
    }

    public void Merge(DDSketch other)
    {
        Zeros += other.Zeros;
        _below.Merge(other._below);
        _above.Merge(other._above);
    }

    /// <summary>Estimates the number with a given rank.</summary>
    /// <param name="rank">0 to <see cref="Count"/> - 1.</param>
    public double At(long rank)
    {
        if (rank < _below.Total)
            return -Middle(_below.At(_below.Total - 1 - rank));
        rank -= _below.Total;
        return rank < Zeros ? 0 : Middle(_above.At(rank - Zeros));
    }

    /// <summary>Estimates how many numbers are below a value, interpolating linearly within its bucket.</summary>
    public long CountBelow(double value) => value switch
    {
        < 0 => _below.Total - CountBelow(_below, -value),
        0 => _below.Total,
        _ => _below.Total + Zeros + CountBelow(_above, value),
    };

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Zeros);
        _below.Write(target);
        _above.Write(target);
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        Zeros += (long)source.ReadVarint();
        _below.Merge(ref source);
        _above.Merge(ref source);
    }

    private static long CountBelow(BucketCounts counts, double value)
    {
        var bucket = BucketOf(value);
        var (min, width) = (MinOf(bucket), MinOf(bucket + 1) - MinOf(bucket));
        return counts.Before(bucket)
            + (double.IsFinite(width) ? (long)(counts[bucket] * ((value - min) / width)) : 0);
    }

    private static double Middle(int bucket)
    {
        var (min, next) = (MinOf(bucket), MinOf(bucket + 1));
        return double.IsFinite(next) ? min + (next - min) / 2 : double.MaxValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BucketOf(double value) =>
        (int)((BitConverter.DoubleToInt64Bits(value) & long.MaxValue) >> DroppedBits);

    private static double MinOf(int bucket) => BitConverter.Int64BitsToDouble((long)bucket << DroppedBits);
}
