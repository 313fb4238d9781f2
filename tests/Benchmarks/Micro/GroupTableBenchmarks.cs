using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Pipeline.Benchmarks.Datasets;
using Pipeline.Operations.Query.Aggregation;

namespace Pipeline.Benchmarks.Micro;

/// <summary>Finding the groups of keys that are there already, in random order.</summary>
public class GroupTableBenchmarks
{
    private const int Lookups = 1 << 16;

    private readonly GroupTable _table = new();
    private readonly byte[][] _keys = new byte[Lookups][];

    [Params(400, 100_000, 1_000_000)]
    public int Groups { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        for (var group = 0; group < Groups; group++)
            _table.Find(KeyOf(group));
        var chance = new Chance(seed: 1);
        for (var i = 0; i < Lookups; i++)
            _keys[i] = KeyOf(chance.Below(Groups));
    }

    [Benchmark(OperationsPerInvoke = Lookups)]
    public int Find()
    {
        var sum = 0;
        foreach (var key in _keys)
            sum += _table.Find(key);
        return sum;
    }

    private static byte[] KeyOf(int group) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"C{group:d7}"));
}
