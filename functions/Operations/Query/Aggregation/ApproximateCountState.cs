using Pipeline.Core.Buffers;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// APPROX_COUNT_DISTINCT: a sketch for each group. Values are equal if their keys are: 1.0 and 1.00 count once.
/// </summary>
internal sealed class ApproximateCountState : AggregateState
{
    private readonly KeyWriter _key = new();
    private HyperLogLog?[] _sketches = [];
    private byte[] _written = [];
    private long _bytes;

    public override int BytesPerGroup => 8;

    public override long ExtraBytes => _bytes;

    public override void Reserve(int groups) => Grow(ref _sketches, groups);

    public override void Clear(int groups)
    {
        Array.Clear(_sketches, 0, groups);
        _bytes = 0;
    }

    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            if (argument!.States[i] != RowState.Value) continue;
            var sketch = Sketch(groups[i]);
            _bytes -= sketch.MemoryBytes;
            sketch.Add(Value(argument, i));
            _bytes += sketch.MemoryBytes;
        }
    }

    public override void Read(int group) => Prefetch.Read(ref _sketches[group]);

    public override void Write(int group, StateWriter target)
    {
        var length = _sketches[group]?.ByteCount ?? 0;
        Grow(ref _written, length);
        _sketches[group]?.Write(_written);
        target.WriteBytes(_written.AsSpan(0, length));
    }

    public override void Combine(int group, ref StateReader source)
    {
        var written = source.ReadBytes();
        if (written.IsEmpty) return;
        var sketch = Sketch(group);
        _bytes -= sketch.MemoryBytes;
        sketch.Merge(written);
        _bytes += sketch.MemoryBytes;
    }

    public override void Results(Vector target, int groups)
    {
        var numbers = (NumberVector)target;
        numbers.Reset(groups);
        for (var group = 0; group < groups; group++)
            numbers.Set(group, _sketches[group]?.Estimate() ?? 0, 0);
        numbers.Complete();
    }

    private HyperLogLog Sketch(int group)
    {
        if (_sketches[group] is { } sketch) return sketch;
        sketch = _sketches[group] = new HyperLogLog();
        _bytes += sketch.MemoryBytes;
        return sketch;
    }

    private ReadOnlySpan<byte> Value(Vector values, int row)
    {
        if (values is TextVector texts) return texts[row];
        _key.Clear();
        VectorKeys.Write(_key, values, row);
        return _key.Key;
    }
}
