using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Core.Entries;

/// <summary>
/// Sorts many records by their prefixes without comparing any: by one digit after another, from the last to the
/// first. A digit is a few of the bits in which the prefixes differ: the others are the same in all.
/// </summary>
internal static class RadixSort
{
    /// <summary>For fewer records comparing is quicker than counting.</summary>
    public const int Least = 4096;

    /// <summary>The places that records go to in one pass then fit the first-level cache.</summary>
    private const int MaxDigitBits = 8;

    /// <param name="records">Equal prefixes keep their order, which is that of their places in the arena.</param>
    /// <param name="differ">The bits in which prefixes differ, and maybe others.</param>
    public static void Sort(Span<KeyRecord> records, ulong differ)
    {
        var rented = ArrayPool<KeyRecord>.Shared.Rent(records.Length);
        var from = records;
        var to = rented.AsSpan(0, records.Length);
        Span<int> places = stackalloc int[1 << MaxDigitBits];
        while (differ != 0)
        {
            var digit = TakeDigit(ref differ);
            Pass(from, to, places, digit);
            var sorted = to;
            to = from;
            from = sorted;
        }
        if (from != records)
            from.CopyTo(records);
        ArrayPool<KeyRecord>.Shared.Return(rented);
    }

    /// <summary>
    /// The bits of the next digit: as many of the lowest as can be gathered into one, else those of the lowest byte
    /// that has any.
    /// </summary>
    private static ulong TakeDigit(ref ulong differ)
    {
        var digit = 0UL;
        if (Bmi2.X64.IsSupported)
        {
            var digits = (BitOperations.PopCount(differ) + MaxDigitBits - 1) / MaxDigitBits;
            for (var bits = (BitOperations.PopCount(differ) + digits - 1) / digits; bits > 0; bits--)
            {
                digit |= differ & (0 - differ);
                differ &= differ - 1;
            }
            return digit;
        }
        digit = 0xFFUL << (BitOperations.TrailingZeroCount(differ) & ~7);
        differ &= ~digit;
        return digit;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(ReadOnlySpan<KeyRecord> from, Span<KeyRecord> to, Span<int> places, ulong digit)
    {
        places.Clear();
        ref var place = ref MemoryMarshal.GetReference(places);
        foreach (ref readonly var record in from)
            Unsafe.Add(ref place, Value(record.Prefix, digit))++;
        var sum = 0;
        foreach (ref var start in places)
            (start, sum) = (sum, sum + start);
        ref var target = ref MemoryMarshal.GetReference(to);
        foreach (ref readonly var record in from)
            Unsafe.Add(ref target, Unsafe.Add(ref place, Value(record.Prefix, digit))++) = record;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Value(ulong prefix, ulong digit) => (nint)(Bmi2.X64.IsSupported
        ? Bmi2.X64.ParallelBitExtract(prefix, digit)
        : prefix >> BitOperations.TrailingZeroCount(digit) & 0xFF);
}
