using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Sketches;

/// <summary>
/// How often each value occurs: of all values as long as they are few, and then, after Wegman's adaptive sampling, of
/// those whose hash ends in <see cref="Level"/> zeros, exactly. The level is the least under which the values fit, and
/// so depends on nothing but the set of values: merged in whatever order, counts are those of the whole.
/// </summary>
/// <param name="mostWhole">Up to so many values all are counted.</param>
/// <param name="maxWholeBytes">And up to so many bytes that they take together.</param>
/// <param name="maxSampled">With more, at most so many of them.</param>
/// <param name="textBytes">How much of each value is kept when they are not all counted, or written.</param>
internal sealed class ValueCounts(int mostWhole, long maxWholeBytes, int maxSampled, int textBytes = ValueText.MaxBytes)
    : IMergeable
{
    private Slot[] _slots = new Slot[16];
    private byte[] _texts = [];
    private int _textsUsed;
    private long _lengths;

    /// <summary>How many values are counted.</summary>
    public int Count { get; private set; }

    /// <summary>0 as long as all values are counted.</summary>
    public int Level { get; private set; }

    /// <summary>Whether there are more values than fit: then <see cref="Sample"/> is to be called.</summary>
    public bool IsOver => Level == 0 ? Count > mostWhole || _lengths > maxWholeBytes : Count > maxSampled;

    /// <summary>Whether values of a hash are counted.</summary>
    public bool Counts(ulong hash) => (hash & LevelMask) == 0;

    public ulong LevelMask => Level == 0 ? 0 : ulong.MaxValue >> (64 - Level);

    /// <param name="hash">Of the value; one that is counted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong hash, ReadOnlySpan<byte> value)
    {
        ref var slot = ref Find(hash);
        if (slot.Count == 0)
            Insert(ref slot, hash, value, value.Length, 1);
        else
            slot.Count++;
    }

    /// <summary>Raises the level until the values fit.</summary>
    public void Sample()
    {
        while (IsOver)
            Raise(Level + 1);
    }

    /// <summary>
    /// Calls <paramref name="action"/> with each value, as far as it is kept: whole as long as only <see cref="Add"/>
    /// was called and the level is 0.
    /// </summary>
    public void ForEach(ValueAction action)
    {
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Count > 0)
                action(slot.Hash, slot.Count, Text(slot));
        }
    }

    /// <summary>The values in the order of their hashes.</summary>
    public IReadOnlyList<CountedValue> Sorted() =>
        [
            .. Ordered()
                .Select(slot => new CountedValue(
                    slot.Hash,
                    slot.Count,
                    new ValueText(ValueText.StartOf(Text(slot)).ToArray(), slot.Length))),
        ];

    public void Write(StateWriter target)
    {
        target.WriteByte((byte)Level);
        target.WriteVarint((ulong)Count);
        var last = 0UL;
        foreach (var slot in Ordered())
        {
            target.WriteVarint(slot.Hash - last);
            target.WriteVarint((ulong)slot.Count);
            target.WriteVarint((ulong)slot.Length);
            target.WriteBytes(Start(slot));
            last = slot.Hash;
        }
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        Raise(Math.Max(Level, source.ReadByte()));
        var hash = 0UL;
        for (var left = source.ReadVarint(); left > 0; left--)
        {
            hash += source.ReadVarint();
            var count = (long)source.ReadVarint();
            var length = (long)source.ReadVarint();
            var start = source.ReadBytes();
            if (!Counts(hash)) continue;
            ref var slot = ref Find(hash);
            if (slot.Count == 0)
                Insert(ref slot, hash, start, length, count);
            else
                slot.Count += count;
        }
        Sample();
    }

    private void Raise(int level)
    {
        if (level == Level) return;
        Level = level;
        var (slots, texts) = (_slots, _texts);
        (_slots, _texts, _textsUsed, _lengths, Count) = (new Slot[16], [], 0, 0, 0);
        foreach (var slot in slots)
        {
            if (slot.Count > 0 && Counts(slot.Hash))
                Insert(
                    ref Find(slot.Hash),
                    slot.Hash,
                    texts.AsSpan(slot.Start, Math.Min(slot.Kept, textBytes)),
                    slot.Length,
                    slot.Count);
        }
    }

    /// <summary>The slot of a hash, or the empty one where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Slot Find(ulong hash)
    {
        ref var slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        var mask = _slots.Length - 1;
        // The upper bits: the lower ones are all zeros in a sample.
        for (var at = (int)(hash >> 32) & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref Unsafe.Add(ref slots, at);
            if (slot.Hash == hash || slot.Count == 0) return ref slot;
        }
    }

    private void Insert(ref Slot slot, ulong hash, ReadOnlySpan<byte> text, long length, long count)
    {
        if (Level > 0)
            text = text[..Math.Min(text.Length, textBytes)];
        slot = new Slot(hash, count, length, Keep(text), text.Length);
        _lengths += length;
        if (++Count > _slots.Length / 2)
            Grow();
    }

    private int Keep(ReadOnlySpan<byte> text)
    {
        if (text.Length > _texts.Length - _textsUsed)
            Array.Resize(
                ref _texts,
                (int)Math.Min(Array.MaxLength, Math.Max(_textsUsed + (long)text.Length, 2L * _texts.Length)));
        text.CopyTo(_texts.AsSpan(_textsUsed));
        _textsUsed += text.Length;
        return _textsUsed - text.Length;
    }

    private void Grow()
    {
        var slots = _slots;
        _slots = new Slot[2 * slots.Length];
        foreach (var slot in slots)
        {
            if (slot.Count > 0)
                Find(slot.Hash) = slot;
        }
    }

    private Slot[] Ordered()
    {
        var ordered = Array.FindAll(_slots, slot => slot.Count > 0);
        Array.Sort(ordered, (left, right) => left.Hash.CompareTo(right.Hash));
        return ordered;
    }

    private ReadOnlySpan<byte> Text(in Slot slot) => _texts.AsSpan(slot.Start, slot.Kept);

    private ReadOnlySpan<byte> Start(in Slot slot) => _texts.AsSpan(slot.Start, Math.Min(slot.Kept, textBytes));

    /// <param name="Count">0 for a slot that is empty.</param>
    /// <param name="Kept">How many bytes of the value there are from <paramref name="Start"/> on.</param>
    private record struct Slot(ulong Hash, long Count, long Length, int Start, int Kept);
}

/// <param name="Hash">By which sketches know the value.</param>
/// <param name="Count">How often it occurs.</param>
internal readonly record struct CountedValue(ulong Hash, long Count, ValueText Text);

/// <summary>Receives a value, its hash and how often it occurs.</summary>
internal delegate void ValueAction(ulong hash, long count, ReadOnlySpan<byte> value);
