using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Buffers;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Numbers distinct keys from 0 in the order of their first use. Open addressing with linear probing. Keys follow one
/// another in one arena, each after its number and its length, so that a key found by its hash is read with one memory
/// access, and a sorted key still has its number.
/// </summary>
internal sealed class GroupTable
{
    /// <summary>Number and length, 4 bytes each.</summary>
    private const int HeadBytes = 2 * sizeof(int);
    private const int MinSlots = 64;
    private const int RecordBytes = 16;

    private readonly KeyHash _hash = KeyHash.OfThisProcess;

    /// <summary>Null until keys are looked up in batches: a query without group keys never needs it.</summary>
    private RecentKeyCache? _front;

    /// <summary>
    /// The hash in the upper half, the key's offset in the arena plus one in the lower half; 0 is a free slot. At most
    /// half the slots are used.
    /// </summary>
    private ulong[] _slots = new ulong[MinSlots];

    private byte[] _arena = new byte[1024];
    private int _used;
    private KeyRecord[] _records = new KeyRecord[MinSlots / 2];
    private uint[] _hashes = [];

    /// <summary>The number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Memory that the keys can use: arrays that grow by doubling, and the sorted copy of the records.
    /// </summary>
    public long Bytes => 2L * _used + Count * (2 * RecordBytes + 4L * sizeof(ulong) + RecordBytes);

    /// <summary>The bytes that <see cref="KeyRecord"/>s point into.</summary>
    public byte[] Arena => _arena;

    /// <summary>Looks up keys and adds the new ones.</summary>
    /// <param name="starts">Where each key begins in <paramref name="bytes"/>.</param>
    /// <param name="lengths">In bytes; negative if there is no key.</param>
    /// <param name="first">Added to each number; rows without a key get this number minus one.</param>
    /// <param name="numbers">Receives the numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(byte[] bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, int first, Span<int> numbers)
    {
        if (Count > RecentKeyCache.MaxKeys)
        {
            FindAmongMany(bytes, starts, lengths, first, numbers);
            return;
        }
        var hash = _hash;
        ref var front = ref MemoryMarshal.GetArrayDataReference((_front ??= new RecentKeyCache()).Entries);
        var lastShort = bytes.Length - ShortKey.MaxBytes;
        ref var origin = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref var keyStarts = ref MemoryMarshal.GetReference(starts[..numbers.Length]);
        ref var keyLengths = ref MemoryMarshal.GetReference(lengths[..numbers.Length]);
        for (var i = 0; i < numbers.Length; i++)
        {
            var (start, length) = (Unsafe.Add(ref keyStarts, i), Unsafe.Add(ref keyLengths, i));
            if ((uint)length > ShortKey.MaxBytes || start > lastShort)
            {
                numbers[i] = length < 0 ? first - 1 : first + Find(bytes.AsSpan(start, length));
                continue;
            }
            var key = ShortKey.Load(ref Unsafe.Add(ref origin, start), length);
            var hashed = hash.Of(key, length);
            ref var entry = ref Unsafe.Add(ref front, hashed & (RecentKeyCache.Size - 1));
            if (entry.Key != key || entry.Length != length)
                entry = new RecentKeyCache.Entry(key, length, Find(bytes.AsSpan(start, length), hashed));
            numbers[i] = first + entry.Number;
        }
    }

    /// <summary>The number of a key; the key is new if the number equals the previous <see cref="Count"/>.</summary>
    public int Find(ReadOnlySpan<byte> key) => Find(key, HashOf(key));

    /// <summary>The keys in order. Valid until the table is cleared.</summary>
    public KeyRecord[] Sorted()
    {
        var sorted = _records.AsSpan(0, Count).ToArray();
        KeySorter.Sort(_arena, sorted);
        return sorted;
    }

    /// <summary>The number of a key of this table.</summary>
    public int NumberOf(in KeyRecord key) => Number(key.Offset - HeadBytes);

    /// <summary>A key. It may be changed only when no more keys are looked up.</summary>
    public Span<byte> KeyOf(int number) => _arena.AsSpan(_records[number].Offset, _records[number].Length);

    /// <summary>Prefetches a key and the number before it.</summary>
    public void Read(in KeyRecord key) => Prefetch.Read(ref _arena[key.Offset - HeadBytes]);

    public void Clear()
    {
        Array.Clear(_slots);
        _front?.Clear();
        _used = 0;
        Count = 0;
    }

    /// <summary>Three passes, so that the memory of many keys is fetched at once instead of one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindAmongMany(
        byte[] bytes,
        ReadOnlySpan<int> starts,
        ReadOnlySpan<int> lengths,
        int first,
        Span<int> numbers)
    {
        if (_hashes.Length < numbers.Length)
            _hashes = new uint[numbers.Length];
        var hashes = _hashes.AsSpan(0, numbers.Length);
        for (var i = 0; i < hashes.Length; i++)
        {
            if (lengths[i] < 0) continue;
            hashes[i] = HashOf(bytes, starts[i], lengths[i]);
            Prefetch.Read(ref _slots[(int)hashes[i] & (_slots.Length - 1)]);
        }
        for (var i = 0; i < hashes.Length; i++)
        {
            if (lengths[i] < 0) continue;
            var slot = _slots[(int)hashes[i] & (_slots.Length - 1)];
            if (slot != 0)
                Prefetch.Read(ref _arena[(int)(uint)slot - 1]);
        }
        for (var i = 0; i < hashes.Length; i++)
            numbers[i] = lengths[i] < 0 ? first - 1 : first + Find(bytes.AsSpan(starts[i], lengths[i]), hashes[i]);
    }

    private int Find(ReadOnlySpan<byte> key, uint hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var slot = slots[at];
            if (slot == 0)
                return Add(key, hash, at);
            if ((uint)(slot >> 32) != hash) continue;
            var place = (int)(uint)slot - 1;
            if (Length(place) == key.Length && key.SequenceEqual(_arena.AsSpan(place + HeadBytes, key.Length)))
                return Number(place);
        }
    }

    private uint HashOf(ReadOnlySpan<byte> key) =>
        key.Length <= ShortKey.MaxBytes ? _hash.Of(ShortKey.Copy(key), key.Length) : _hash.OfLong(key);

    private uint HashOf(byte[] bytes, int start, int length) =>
        length <= ShortKey.MaxBytes && start <= bytes.Length - ShortKey.MaxBytes
            ? _hash.Of(ShortKey.Load(ref bytes[start], length), length)
            : HashOf(bytes.AsSpan(start, length));

    private int Number(int place) => Unsafe.ReadUnaligned<int>(ref _arena[place]);

    private int Length(int place) => Unsafe.ReadUnaligned<int>(ref _arena[place + sizeof(int)]);

    private int Add(ReadOnlySpan<byte> key, uint hash, int at)
    {
        var place = _used;
        var end = place + HeadBytes + (long)key.Length;
        if (end > _arena.Length)
            Array.Resize(ref _arena, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _arena.Length)));
        if (Count == _records.Length)
            Array.Resize(ref _records, 2 * Count);
        Unsafe.WriteUnaligned(ref _arena[place], Count);
        Unsafe.WriteUnaligned(ref _arena[place + sizeof(int)], key.Length);
        key.CopyTo(_arena.AsSpan(place + HeadBytes));
        _used = (int)end;
        _records[Count] = new KeyRecord(place + HeadBytes, key.Length);
        _slots[at] = (ulong)hash << 32 | (uint)(place + 1);
        if (2 * ++Count > _slots.Length)
            Grow();
        return Count - 1;
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
