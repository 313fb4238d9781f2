using System.Globalization;
using System.Numerics;
using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>
/// The quantiles of a column of numbers. Exact, with linear interpolation between neighboring values, if all values
/// were counted; otherwise taken from the sketch, rounded to four digits and limited to min and max.
/// </summary>
/// <param name="Values">The quantiles, in the order of <see cref="Percents"/>.</param>
internal sealed record Quantiles(IReadOnlyList<Number> Values, bool AreExact)
{
    /// <summary>The relative error of the sketch plus the rounding to four digits.</summary>
    public const double RelativeError = DDSketch.RelativeError + 0.0005;

    private const int Digits = 4;

    public static IReadOnlyList<int> Percents { get; } = [1, 5, 25, 50, 75, 95, 99];

    public Number At(int percent) => Values[Percents.ToList().IndexOf(percent)];

    /// <param name="numbers">The summary of at least one number.</param>
    /// <param name="all">All numbers in ascending order with their counts; null if not all were counted.</param>
    public static Quantiles Of(NumberSummary numbers, IReadOnlyList<(Number Number, long Count)>? all) =>
        all is not null
            ? new Quantiles([.. Percents.Select(percent => Exact(all, numbers.Count, percent))], AreExact: true)
            : new Quantiles([.. Percents.Select(percent => About(numbers, percent))], AreExact: false);

    private static Number Exact(IReadOnlyList<(Number Number, long Count)> all, long count, int percent)
    {
        var (rank, rest) = BigInteger.DivRem((BigInteger)(count - 1) * percent, 100);
        var seen = BigInteger.Zero;
        for (var i = 0; ; i++)
        {
            seen += all[i].Count;
            if (seen <= rank) continue;
            return rest.IsZero || seen > rank + 1
                ? all[i].Number
                : all[i].Number + (all[i + 1].Number - all[i].Number) * new Number(rest, 2);
        }
    }

    private static Number About(NumberSummary numbers, int percent)
    {
        var about = numbers.Sketch.At((long)((Int128)(numbers.Count - 1) * percent / 100));
        var text = Encoding.ASCII.GetBytes(about.ToString("R", CultureInfo.InvariantCulture));
        if (!Number.TryParse(text, out var number)) return numbers.Greatest;
        number = Rounding.ToDigits(number, Digits);
        return number < numbers.Least ? numbers.Least : number > numbers.Greatest ? numbers.Greatest : number;
    }
}
