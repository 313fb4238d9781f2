using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Core.Entries;

/// <summary>
/// Sorts many records by their prefixes, digit by digit, from the last to the first. A digit is a few of the bits in
/// which the prefixes differ; the other bits are equal in all.
/// </summary>
internal static class RadixSort
{
    /// <summary>Min number of records; for fewer, a comparison sort is faster.</summary>
    public const int MinRecords = 4096;

    /// <summary>Max bits of a digit, so that the positions written in one pass fit the L1 cache.</summary>
    private const int MaxDigitBits = 8;

    /// <param name="records">Records with equal prefixes keep their order.</param>
    /// <param name="differ">The bits in which the prefixes differ; may include others.</param>
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
    /// Takes the bits of the next digit: as many of the lowest bits as fit a digit, or, without BMI2, those of the
    /// lowest byte that has any.
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
