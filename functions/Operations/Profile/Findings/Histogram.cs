using System.Numerics;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>
/// How the numbers of a column are spread: how many lie in ranges of one width, whose ends are round numbers. Exact when
/// all values are known; otherwise estimated from the sketch, or, where its buckets are too wide for that, from a sample. Where a few numbers lie far out, what is beyond
/// the first and the last hundredth is counted at the ends.
/// </summary>
/// <param name="Start">Of the first range.</param>
/// <param name="Width">Of each range, whose end is not in it.</param>
/// <param name="Counts">By range.</param>
/// <param name="Below">Numbers before the first range.</param>
/// <param name="Above">Numbers behind the last range.</param>
internal sealed record Histogram(Number Start, Number Width, IReadOnlyList<long> Counts, long Below, long Above, bool IsExact)
{
    private const int Ranges = 24;

    /// <summary>The whole span may be so many times that of the middle 98 % before its ends are cut.</summary>
    private const int FarOut = 4;

    /// <summary>Ranges may be so many times narrower than the greatest number is great for the sketch to tell them apart: twice the width of its buckets.</summary>
    private const int FinestOfSketch = 64;

    public Number StartOf(int range) => Start + Width * new Number(range, 0);

    /// <returns>Null when all numbers are the same, or none of the sample is one.</returns>
    /// <param name="known">All numbers, or those of a sample, in their order with how often they occur.</param>
    public static Histogram? Of(NumberSummary numbers, Quantiles quantiles, IReadOnlyList<(Number Number, long Count)> known, bool areAll)
    {
        var (least, greatest) = (numbers.Least, numbers.Greatest);
        if (known.Count == 0 || least == greatest) return null;
        var (first, last) = (quantiles.At(1), quantiles.At(99));
        if (last > first && greatest - least > (last - first) * new Number(FarOut, 0))
            (least, greatest) = (first, last);
        var areWhole = known.All(item => item.Number.Scale <= 0);
        var width = RoundWidth(Number.Divide(greatest - least, new Number(Ranges, 0))!.Value, areWhole);
        var start = Rounding.Floor(least, width);
        var ranges = (int)(Rounding.Floor(greatest, width) - start) + 1;
        var whole = new Histogram(new Number(start, 0) * width, width, new long[ranges], 0, 0, areAll);
        var widest = Number.Abs(least) > Number.Abs(greatest) ? Number.Abs(least) : Number.Abs(greatest);
        return areAll || width * new Number(FinestOfSketch, 0) < widest ? whole.Counted(known, numbers.Count) : whole.Read(numbers);
    }

    /// <summary>By the numbers that are known, which stand for all.</summary>
    private Histogram Counted(IReadOnlyList<(Number Number, long Count)> known, long count)
    {
        // One more at both ends.
        var counts = new long[Counts.Count + 2];
        var sampled = 0L;
        foreach (var (number, times) in known)
        {
            counts[(int)BigInteger.Max(-1, BigInteger.Min(Rounding.Floor(number - Start, Width), Counts.Count)) + 1] += times;
            sampled += times;
        }
        foreach (ref var range in counts.AsSpan())
            range = (long)(((UInt128)(ulong)range * (ulong)count + (ulong)sampled / 2) / (ulong)sampled);
        return this with { Below = counts[0], Counts = counts[1..^1], Above = counts[^1] };
    }

    private Histogram Read(NumberSummary numbers)
    {
        var sketch = numbers.Sketch;
        var below = Enumerable.Range(0, Counts.Count + 1).Select(range => sketch.CountBelow(Rounding.ToDouble(StartOf(range)))).ToArray();
        // The sketch does not know where the numbers end within a bucket.
        if (numbers.Least >= Start)
            below[0] = 0;
        if (numbers.Greatest < StartOf(Counts.Count))
            below[^1] = sketch.Count;
        return this with
        {
            Below = below[0],
            Counts = [.. below.Skip(1).Zip(below, (next, before) => next - before)],
            Above = sketch.Count - below[^1],
        };
    }

    /// <summary>The next of 1, 2, 5, 10, 20, 50, … that is not less.</summary>
    private static Number RoundWidth(Number least, bool areWhole)
    {
        var power = Rounding.PowerOfTen(Rounding.Magnitude(least));
        foreach (var digit in (ReadOnlySpan<int>)[1, 2, 5, 10])
        {
            var width = new Number(digit, 0) * power;
            if (width >= least)
                return areWhole && width < new Number(BigInteger.One, 0) ? new Number(1, 0) : width;
        }
        throw new InvalidOperationException($"No power of ten is above {least}.");
    }
}
