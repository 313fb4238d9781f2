using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Core.Reading.Bytes;

/// <summary>A growable list of indexes, filled from bit masks.</summary>
internal sealed class OffsetList(int capacity)
{
    /// <summary>Max items that one mask writes, including those written past its last bit.</summary>
    private const int Room = ByteMasks.Width + 16;

    private int[] _items = new int[capacity + Room];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    /// <summary>For each of 64 bits, the index of the byte that contains it.</summary>
    private static Vector512<byte> ByteOfBit => Vector512.Create(
        0x0000000000000000, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303,
        0x0404040404040404, 0x0505050505050505, 0x0606060606060606, 0x0707070707070707).AsByte();

    public void Clear() => Count = 0;

    public void Add(int item)
    {
        Reserve();
        _items[Count++] = item;
    }

    /// <summary>
    /// Adds <paramref name="position"/> plus the index of each set bit. Indexes are written in groups of fixed size,
    /// because an unpredictable branch costs more than a few extra writes; the next call overwrites the surplus.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int position, ulong bits)
    {
        Reserve();
        ref var next = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_items), Count);
        var count = BitOperations.PopCount(bits);
        Count += count;
        if (Avx512Vbmi2.IsSupported)
        {
            AddCompressed(ref next, position, bits, count);
            return;
        }
        for (var written = 0; written < count; written += 8)
        {
            for (var i = 0; i < 8; i++)
            {
                // With no bits left the index is 64; the next call overwrites it.
                Unsafe.Add(ref next, i) = position + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }
            next = ref Unsafe.Add(ref next, 8);
        }
    }

    /// <summary>Compresses the indexes of all set bits at once, then widens them, 16 at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddCompressed(ref int next, int position, ulong bits, int count)
    {
        var bit = Vector512.Create(0x8040201008040201).AsByte();
        var spread = Vector512.Shuffle(Vector512.Create(bits).AsByte(), ByteOfBit);
        var places = Avx512Vbmi2.Compress(
            default,
            Vector512.Equals(spread & bit, bit),
            Vector512.CreateSequence<byte>(0, 1));
        var first = Vector512.Create(position);
        (Avx512F.ConvertToVector512Int32(places.GetLower().GetLower()) + first).StoreUnsafe(ref next);
        if (count <= 16) return;
        (Avx512F.ConvertToVector512Int32(places.GetLower().GetUpper()) + first).StoreUnsafe(ref next, 16);
        if (count <= 32) return;
        (Avx512F.ConvertToVector512Int32(places.GetUpper().GetLower()) + first).StoreUnsafe(ref next, 32);
        (Avx512F.ConvertToVector512Int32(places.GetUpper().GetUpper()) + first).StoreUnsafe(ref next, 48);
    }

    private void Reserve()
    {
        if (_items.Length < Count + Room)
            Array.Resize(ref _items, _items.Length * 2);
    }
}
