using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Pipeline.Benchmarks.Datasets;
using Pipeline.Core.Numbers;

namespace Pipeline.Benchmarks.Micro;

/// <summary>
/// Decimal text to a long and a scale, field by field, of random lengths so that no branch is foreseen too well.
/// </summary>
public class DecimalBenchmarks
{
    private const int Fields = 4096;

    private readonly byte[][] _temperatures = Texts(chance =>
        string.Create(CultureInfo.InvariantCulture, $"{(chance - 500) / 10m:0.0}"));
    private readonly byte[][] _prices = Texts(chance =>
        string.Create(CultureInfo.InvariantCulture, $"{chance * chance / 100m:0.00}"));

    [Benchmark(OperationsPerInvoke = Fields)]
    public long Temperatures() => Sum(_temperatures);

    [Benchmark(OperationsPerInvoke = Fields)]
    public long Prices() => Sum(_prices);

    private static long Sum(byte[][] texts)
    {
        var sum = 0L;
        foreach (var text in texts)
        {
            if (DecimalText.TryParse(text, out var units, out var scale))
                sum += units + scale;
        }
        return sum;
    }

    private static byte[][] Texts(Func<int, string> format)
    {
        var chance = new Chance(seed: 1);
        var texts = new byte[Fields][];
        for (var i = 0; i < Fields; i++)
            texts[i] = Encoding.ASCII.GetBytes(format(chance.Below(1000)));
        return texts;
    }
}
