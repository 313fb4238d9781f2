using Pipeline.Core.Numbers;

namespace Pipeline.Core.Sketches;

/// <summary>A few values, those with the least hashes: a choice in which neither order nor number matters.</summary>
internal sealed class ExampleValues(int max)
{
    private readonly SortedList<ulong, ValueText> _values = [];

    /// <summary>In the order of their hashes.</summary>
    public IEnumerable<ValueText> Values => _values.Values;

    public void Add(ulong hash, ReadOnlySpan<byte> value) => Add(hash, ValueText.StartOf(value), value.Length);

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)_values.Count);
        foreach (var (hash, text) in _values)
        {
            target.WriteVarint(hash);
            target.WriteVarint((ulong)text.Length);
            target.WriteBytes(text.Start);
        }
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        for (var left = source.ReadVarint(); left > 0; left--)
        {
            var hash = source.ReadVarint();
            var length = (long)source.ReadVarint();
            Add(hash, source.ReadBytes(), length);
        }
    }

    private void Add(ulong hash, ReadOnlySpan<byte> start, long length)
    {
        if (_values.Count == max && hash >= _values.Keys[^1]) return;
        if (!_values.TryAdd(hash, new ValueText(start.ToArray(), length))) return;
        if (_values.Count > max)
            _values.RemoveAt(max);
    }
}
