using System.Numerics;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Sketches;

/// <summary>
/// A sample of values, each with the same chance to be in it whatever it is and however often it occurs: those of the
/// records whose places in the dataset have the least hashes. So the sample of the whole is that of its parts' samples.
/// </summary>
/// <param name="capacity">Values kept.</param>
internal sealed class ValueSample(int capacity) : IMergeable
{
    private const int BucketBits = 10;

    /// <summary>Hashes of places, in no order, each with its value.</summary>
    private readonly ulong[] _places = new ulong[2 * capacity];
    private readonly Item[] _items = new Item[2 * capacity];
    private int _count;
    private byte[] _texts = [];
    private int _textsUsed;

    /// <summary>No value of a place with this hash, or one above, can be in the sample any more.</summary>
    public ulong Threshold { get; private set; } = ulong.MaxValue;

    /// <param name="place">Hash of the place of the value's record.</param>
    public void Add(ulong place, ReadOnlySpan<byte> value) => Add(place, ValueText.StartOf(value), value.Length);

    /// <summary>The values in the order of their places' hashes.</summary>
    public IReadOnlyList<ValueText> Values()
    {
        Sort();
        return [.. _items.Take(_count).Select(item => new ValueText(Text(item).ToArray(), item.Length))];
    }

    public void Write(StateWriter target)
    {
        Sort();
        target.WriteVarint((ulong)_count);
        var last = 0UL;
        for (var i = 0; i < _count; i++)
        {
            target.WriteVarint(_places[i] - last);
            target.WriteVarint((ulong)_items[i].Length);
            target.WriteBytes(Text(_items[i]));
            last = _places[i];
        }
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        var place = 0UL;
        for (var left = source.ReadVarint(); left > 0; left--)
        {
            place += source.ReadVarint();
            var length = (long)source.ReadVarint();
            var start = source.ReadBytes();
            if (place < Threshold)
                Add(place, start, length);
        }
    }

    private void Add(ulong place, ReadOnlySpan<byte> start, long length)
    {
        if (_count == _places.Length)
            Shrink();
        if (place >= Threshold) return;
        if (start.Length > _texts.Length - _textsUsed)
            Array.Resize(ref _texts, Math.Max(_textsUsed + start.Length, 2 * _texts.Length));
        start.CopyTo(_texts.AsSpan(_textsUsed));
        _places[_count] = place;
        _items[_count++] = new Item(length, _textsUsed, start.Length);
        _textsUsed += start.Length;
    }

    /// <summary>
    /// Forgets most of those that are too many, without sorting: hashes are spread evenly, so the first bits of them
    /// tell nearly as well which are the least.
    /// </summary>
    private void Shrink()
    {
        var greatest = 0UL;
        foreach (var place in _places)
            greatest = Math.Max(greatest, place);
        var shift = 64 - BucketBits - BitOperations.LeadingZeroCount(greatest);
        Span<int> counts = stackalloc int[1 << BucketBits];
        counts.Clear();
        foreach (var place in _places)
            counts[shift > 0 ? (int)(place >> shift) : 0]++;
        var (bucket, kept) = (0, 0);
        while (kept < capacity)
            kept += counts[bucket++];
        if (kept > capacity + capacity / 2)
            Sort();
        else
            Forget((ulong)bucket << shift);
    }

    /// <summary>Sorts the values, those of one place by their bytes, and forgets those that are too many.</summary>
    private void Sort()
    {
        Array.Sort(_places, _items, 0, _count);
        for (var start = 0; start < _count;)
        {
            var end = start + 1;
            while (end < _count && _places[end] == _places[start])
                end++;
            if (end > start + 1)
                _items.AsSpan(start, end - start).Sort((left, right) => Text(left).SequenceCompareTo(Text(right)));
            start = end;
        }
        if (_count <= capacity) return;
        _count = capacity;
        Threshold = _places[capacity - 1];
        Compact();
    }

    /// <summary>Forgets the values of places from a hash on.</summary>
    private void Forget(ulong threshold)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_places[i] >= threshold) continue;
            _places[kept] = _places[i];
            _items[kept++] = _items[i];
        }
        _count = kept;
        Threshold = threshold;
        Compact();
    }

    private void Compact()
    {
        var texts = new byte[_texts.Length];
        _textsUsed = 0;
        foreach (ref var item in _items.AsSpan(0, _count))
        {
            Text(item).CopyTo(texts.AsSpan(_textsUsed));
            item = item with { Start = _textsUsed };
            _textsUsed += item.Kept;
        }
        _texts = texts;
    }

    private ReadOnlySpan<byte> Text(in Item item) => _texts.AsSpan(item.Start, item.Kept);

    /// <param name="Length">Of the whole value.</param>
    /// <param name="Kept">How many bytes of it there are from <paramref name="Start"/> on.</param>
    private readonly record struct Item(long Length, int Start, int Kept);
}
