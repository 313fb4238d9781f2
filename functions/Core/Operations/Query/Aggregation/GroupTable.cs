using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Pipeline.Core.Merging;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>
/// Numbers distinct keys from 0 in the order in which they come. Open addressing with linear probing; keys lie one
/// after another in one arena, each after its number (4 bytes), so that a sorted key still knows it.
/// </summary>
internal sealed class GroupTable
{
    private const int HeadBytes = sizeof(int);
    private const int LeastSlots = 64;
    private const int RecordBytes = 16;

    /// <summary>The hash in the upper half, the number plus one in the lower; 0 is free. At most half are taken.</summary>
    private ulong[] _slots = new ulong[LeastSlots];

    private byte[] _arena = new byte[1024];
    private int _used;
    private KeyRecord[] _records = new KeyRecord[LeastSlots / 2];

    /// <summary>The number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>Memory that the keys can take: arrays that grow by doubling, and the sorted copy of the records.</summary>
    public long Bytes => 2L * _used + Count * (2 * RecordBytes + 4L * sizeof(ulong) + RecordBytes);

    /// <summary>The bytes that <see cref="KeyRecord"/>s point into.</summary>
    public byte[] Arena => _arena;

    /// <summary>The number of a key, which is new when it equals the <see cref="Count"/> before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Find(ReadOnlySpan<byte> key, uint hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var slot = slots[at];
            if (slot == 0)
                return Add(key, hash, at);
            if ((uint)(slot >> 32) != hash) continue;
            var number = (int)(uint)slot - 1;
            ref readonly var record = ref _records[number];
            if (record.Length == key.Length && key.SequenceEqual(_arena.AsSpan(record.Offset, record.Length)))
                return number;
        }
    }

    public int Find(ReadOnlySpan<byte> key) => Find(key, KeyHash.Of(key));

    /// <summary>The keys in order. They are valid until the table is cleared.</summary>
    public KeyRecord[] Sorted()
    {
        var sorted = _records.AsSpan(0, Count).ToArray();
        KeySort.Sort(_arena, sorted);
        return sorted;
    }

    /// <summary>The number of a key of this table.</summary>
    public int NumberOf(in KeyRecord key) => BinaryPrimitives.ReadInt32LittleEndian(_arena.AsSpan(key.Offset - HeadBytes));

    /// <summary>A key, to be read, or to be changed when nothing more is to be found.</summary>
    public Span<byte> KeyOf(int number) => _arena.AsSpan(_records[number].Offset, _records[number].Length);

    public void Clear()
    {
        Array.Clear(_slots);
        _used = 0;
        Count = 0;
    }

    private int Add(ReadOnlySpan<byte> key, uint hash, int at)
    {
        var number = Count++;
        var offset = _used + HeadBytes;
        var end = offset + (long)key.Length;
        if (end > _arena.Length)
            Array.Resize(ref _arena, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _arena.Length)));
        if (number == _records.Length)
            Array.Resize(ref _records, 2 * number);
        BinaryPrimitives.WriteInt32LittleEndian(_arena.AsSpan(_used), number);
        key.CopyTo(_arena.AsSpan(offset));
        _used = (int)end;
        _records[number] = new KeyRecord(offset, key.Length);
        _slots[at] = (ulong)hash << 32 | (uint)Count;
        if (2 * Count > _slots.Length)
            Grow();
        return number;
    }

    private void Grow()
    {
        var slots = new ulong[2 * _slots.Length];
        var mask = slots.Length - 1;
        foreach (var slot in _slots)
        {
            if (slot == 0) continue;
            var at = (int)(slot >> 32) & mask;
            while (slots[at] != 0)
                at = (at + 1) & mask;
            slots[at] = slot;
        }
        _slots = slots;
    }
}
