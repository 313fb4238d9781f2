using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Tests.Query.Aggregation;

/// <summary>What the aggregates of a group come to, worked out in another way: over all of its rows at once.</summary>
internal static class ExpectedAggregates
{
    public static object?[] Of(Row[] rows)
    {
        var numbers = rows.Where(row => row.Number is not null).Select(row => row.Number!.Value).Order().ToArray();
        var texts = rows.Where(row => row.Text is not null)
            .Select(row => row.Text!)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var flags = rows.Where(row => row.Flag is not null).Select(row => row.Flag!.Value).Order().ToArray();
        var sum = numbers.Aggregate(Number.Zero, (sum, number) => sum + number);
        return
        [
            rows.Length,
            numbers.Length,
            numbers.Distinct().Count(),
            numbers.Length == 0 ? null : sum,
            Number.Divide(sum, new Number(numbers.Length, 0)),
            numbers.Length == 0 ? null : numbers[0],
            numbers.Length == 0 ? null : numbers[^1],
            texts.FirstOrDefault(),
            texts.LastOrDefault(),
            texts.Distinct().Count(),
            flags.Length == 0 ? null : flags[0],
            flags.Length == 0 ? null : flags[^1],
            Variance(numbers, numbers.Length - 1),
            Variance(numbers, numbers.Length),
            Deviation(numbers, numbers.Length - 1),
            Deviation(numbers, numbers.Length),
            Estimate([.. numbers.Distinct()], (key, number) => key.WriteNumber(number.Units, number.Scale)),
            Estimate([.. texts.Distinct()], (key, text) => key.WriteRaw(System.Text.Encoding.UTF8.GetBytes(text))),
            Estimate([.. flags.Distinct()], (key, flag) => key.WriteBoolean(flag)),
            Quantile(numbers, 50),
            numbers.Distinct().Count(),
            Quantile(numbers, 0),
            Quantile(numbers, 87),
            Quantile(numbers, 100),
        ];
    }

    private static (Number Dividend, Number Divisor) VarianceFraction(Number[] numbers, int divisor)
    {
        var sum = numbers.Aggregate(Number.Zero, (sum, number) => sum + number);
        var count = new Number(numbers.Length, 0);
        // The differences from the mean, times the count, so that nothing is divided.
        var squares = numbers
            .Select(number => number * count - sum)
            .Aggregate(Number.Zero, (total, difference) => total + difference * difference);
        return (squares, count * count * new Number(Math.Max(divisor, 0), 0));
    }

    private static Number? Variance(Number[] numbers, int divisor)
    {
        var (dividend, by) = VarianceFraction(numbers, divisor);
        return Number.Divide(dividend, by);
    }

    private static Number? Deviation(Number[] numbers, int divisor)
    {
        var (dividend, by) = VarianceFraction(numbers, divisor);
        return SquareRoot.OfQuotient(dividend, by);
    }

    private static long Estimate<T>(T[] values, Action<KeyWriter, T> write)
    {
        var sketch = new HyperLogLog();
        foreach (var value in values)
        {
            var key = new KeyWriter();
            write(key, value);
            sketch.Add(key.Key);
        }
        return sketch.Estimate();
    }

    /// <param name="numbers">In order.</param>
    private static Number? Quantile(Number[] numbers, int percent)
    {
        if (numbers.Length == 0) return null;
        var (index, rest) = Math.DivRem((numbers.Length - 1) * percent, 100);
        var next = numbers[Math.Min(index + 1, numbers.Length - 1)];
        return numbers[index] * new Number(100 - rest, 2) + next * new Number(rest, 2);
    }
}
