using System.Numerics;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>
/// The distribution of a column's numbers over ranges of equal width with round limits. Exact if all values were
/// counted; otherwise estimated from the sketch or, where its buckets are too wide, from a sample. If there are
/// outliers, the ranges cover the 1 % to 99 % quantiles, and the rest is counted below and above.
/// </summary>
/// <param name="Start">The start of the first range.</param>
/// <param name="Width">The width of each range. A range excludes its end.</param>
/// <param name="Counts">The count of each range.</param>
/// <param name="Below">The count of numbers below the first range.</param>
/// <param name="Above">The count of numbers above the last range.</param>
internal sealed record Histogram(
    Number Start,
    Number Width,
    IReadOnlyList<long> Counts,
    long Below,
    long Above,
    bool IsExact)
{
    private const int Ranges = 24;

    /// <summary>
    /// If the full span exceeds this times the span of the middle 98 %, the ranges cover only the middle.
    /// </summary>
    private const int FarOut = 4;

    /// <summary>
    /// The max ratio of the largest absolute number to the width at which the sketch resolves the ranges: they are then
    /// at least two buckets wide.
    /// </summary>
    private const int FinestOfSketch = 64;

    public Number StartOf(int range) => Start + Width * new Number(range, 0);

    /// <param name="known">All numbers or those of a sample, in ascending order, with their counts.</param>
    /// <param name="areAll">Whether <paramref name="known"/> has all numbers.</param>
    /// <returns>Null if all numbers are equal, or the sample has no numbers.</returns>
    public static Histogram? Of(
        NumberSummary numbers,
        Quantiles quantiles,
        IReadOnlyList<(Number Number, long Count)> known,
        bool areAll)
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
        return areAll || width * new Number(FinestOfSketch, 0) < widest
            ? whole.Counted(known, numbers.Count)
            : whole.Read(numbers);
    }

    /// <summary>Counts the known numbers, scaled to the count of all numbers.</summary>
    private Histogram Counted(IReadOnlyList<(Number Number, long Count)> known, long count)
    {
        // One more at each end, for below and above.
        var counts = new long[Counts.Count + 2];
        var sampled = 0L;
        foreach (var (number, times) in known)
        {
            counts[(int)BigInteger.Max(-1, BigInteger.Min(Rounding.Floor(number - Start, Width), Counts.Count)) + 1] +=
                times;
            sampled += times;
        }
        foreach (ref var range in counts.AsSpan())
            range = (long)(((UInt128)(ulong)range * (ulong)count + (ulong)sampled / 2) / (ulong)sampled);
        return this with { Below = counts[0], Counts = counts[1..^1], Above = counts[^1] };
    }

    private Histogram Read(NumberSummary numbers)
    {
        var sketch = numbers.Sketch;
        var below = Enumerable
            .Range(0, Counts.Count + 1)
            .Select(range => sketch.CountBelow(Rounding.ToDouble(StartOf(range))))
            .ToArray();
        // The sketch does not know where min and max are within their buckets.
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

    /// <summary>Rounds up to the next of 1, 2, 5, 10, 20, 50, … times a power of ten.</summary>
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
