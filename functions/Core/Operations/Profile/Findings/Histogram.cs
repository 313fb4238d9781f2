using System.Numerics;
using Pipeline.Core.Operations.Profile.Columns;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Profile.Findings;

/// <summary>
/// How the numbers of a column are spread: how many lie in ranges of one width, whose ends are round numbers. Exact when
/// all values are known; otherwise the shares are those of a sample. Where a few numbers lie far out, what is beyond
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

    public Number StartOf(int range) => Start + Width * new Number(range, 0);

    /// <returns>Null when all numbers are the same, or none of the sample is one.</returns>
    /// <param name="known">All numbers, or those of a sample, in their order with how often they occur.</param>
    public static Histogram? Of(NumberSummary numbers, Quantiles quantiles, IReadOnlyList<(Number Number, long Count)> known, bool areAll)
    {
        var sampled = known.Sum(item => item.Count);
        var (least, greatest) = (numbers.Least, numbers.Greatest);
        if (sampled == 0 || least == greatest) return null;
        var (first, last) = (quantiles.At(1), quantiles.At(99));
        if (last > first && greatest - least > (last - first) * new Number(FarOut, 0))
            (least, greatest) = (first, last);
        var areWhole = known.All(item => item.Number.Scale <= 0);
        var width = RoundWidth(Number.Divide(greatest - least, new Number(Ranges, 0))!.Value, areWhole);
        var start = Rounding.Floor(least, width);
        var counts = new long[(int)(Rounding.Floor(greatest, width) - start) + 1];
        var (below, above) = (0L, 0L);
        foreach (var (number, count) in known)
        {
            var range = Rounding.Floor(number, width) - start;
            if (range.Sign < 0)
                below += count;
            else if (range >= counts.Length)
                above += count;
            else
                counts[(int)range] += count;
        }
        return areAll
            ? new Histogram(new Number(start, 0) * width, width, counts, below, above, IsExact: true)
            : new Histogram(new Number(start, 0) * width, width, Array.ConvertAll(counts, Scaled), Scaled(below), Scaled(above), IsExact: false);

        long Scaled(long count) => (long)(((UInt128)(ulong)count * (ulong)numbers.Count + (ulong)sampled / 2) / (ulong)sampled);
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
