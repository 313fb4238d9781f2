using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Pipeline.Benchmarks.Datasets;
using Pipeline.Core.Entries;

namespace Pipeline.Benchmarks.Micro;

/// <summary>
/// Merging sorted streams of entries with keys of 8 bytes, which are dealt out to the streams by chance.
/// </summary>
public class MergeBenchmarks
{
    private const int Entries = 1 << 18;

    private int[][] _keys = [];

    [Params(2, 16, 256)]
    public int Streams { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var chance = new Chance(seed: 1);
        var keys = Enumerable.Range(0, Streams).Select(_ => new List<int>()).ToArray();
        for (var key = 0; key < Entries; key++)
            keys[chance.Below(Streams)].Add(key);
        _keys = [.. keys.Select(list => list.ToArray())];
    }

    [Benchmark(OperationsPerInvoke = Entries)]
    public int Merge()
    {
        using var merged = new MergedStream([.. _keys.Select(keys => new KeyStream(keys))]);
        var bytes = 0;
        while (merged.MoveNext())
            bytes += merged.Value.Length;
        return bytes;
    }

    private sealed class KeyStream(int[] keys) : EntryStream
    {
        private readonly byte[] _key = new byte[sizeof(ulong)];
        private int _next;

        public override ReadOnlySpan<byte> Key => _key;

        public override ReadOnlySpan<byte> Value => _key.AsSpan(0, 1);

        public override bool MoveNext()
        {
            if (_next == keys.Length) return false;
            BinaryPrimitives.WriteUInt64BigEndian(_key, (ulong)keys[_next++]);
            return true;
        }
    }
}
