using System.Runtime.InteropServices;
using Pipeline.Core.Operations.Query.Aggregation;

namespace Pipeline.Core.Operations.Sketches;

/// <summary>
/// A sample of values, each with the same chance to be in it whatever it is and however often it occurs: those of the
/// records whose places in the dataset have the least hashes. So the sample of the whole is that of its parts' samples.
/// </summary>
/// <param name="most">Values kept.</param>
internal sealed class ValueSample(int most) : IMergeable
{
    private readonly List<Item> _items = [];
    private byte[] _texts = [];
    private int _textsUsed;

    /// <summary>No value of a place with this hash, or one above, can be in the sample any more.</summary>
    public ulong Threshold { get; private set; } = ulong.MaxValue;

    /// <param name="place">Hash of the place of the value's record.</param>
    public void Add(ulong place, ReadOnlySpan<byte> value) => Add(place, ValueText.StartOf(value), value.Length);

    /// <summary>The values in the order of their places' hashes.</summary>
    public IReadOnlyList<ValueText> Values()
    {
        Keep();
        return [.. _items.Select(item => new ValueText(Text(item).ToArray(), item.Length))];
    }

    public void Write(StateWriter target)
    {
        Keep();
        target.WriteVarint((ulong)_items.Count);
        var last = 0UL;
        foreach (var item in _items)
        {
            target.WriteVarint(item.Place - last);
            target.WriteVarint((ulong)item.Length);
            target.WriteBytes(Text(item));
            last = item.Place;
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
        // Twice as many: each value is moved once on average.
        if (_items.Count == 2 * most)
            Keep();
        if (place >= Threshold) return;
        if (start.Length > _texts.Length - _textsUsed)
            Array.Resize(ref _texts, Math.Max(_textsUsed + start.Length, 2 * _texts.Length));
        start.CopyTo(_texts.AsSpan(_textsUsed));
        _items.Add(new Item(place, length, _textsUsed, start.Length));
        _textsUsed += start.Length;
    }

    /// <summary>Sorts the values and forgets those that are too many.</summary>
    private void Keep()
    {
        CollectionsMarshal.AsSpan(_items).Sort((left, right) =>
            left.Place != right.Place ? left.Place.CompareTo(right.Place) : Text(left).SequenceCompareTo(Text(right)));
        if (_items.Count <= most) return;
        _items.RemoveRange(most, _items.Count - most);
        Threshold = _items[^1].Place;
        var texts = new byte[_texts.Length];
        _textsUsed = 0;
        foreach (ref var item in CollectionsMarshal.AsSpan(_items))
        {
            Text(item).CopyTo(texts.AsSpan(_textsUsed));
            item = item with { Start = _textsUsed };
            _textsUsed += item.Kept;
        }
        _texts = texts;
    }

    private ReadOnlySpan<byte> Text(in Item item) => _texts.AsSpan(item.Start, item.Kept);

    private readonly record struct Item(ulong Place, long Length, int Start, int Kept);
}
