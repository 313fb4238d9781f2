using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Skips numbers, true, false, null and white space, with the conventions of <see cref="JsonTokens{TVector}"/>.
/// </summary>
/// <remarks>The caller validates what follows: in <c>1x</c> this skips the 1, and the caller rejects the x.</remarks>
internal static class JsonScalars
{
    /// <summary>Skips a number, true, false or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte Skip(ref byte at)
    {
        // Fast path: a positive number of up to 15 bytes, without an exponent and without a leading zero.
        if (at is >= (byte)'1' and <= (byte)'9')
        {
            var vector = Vector128.LoadUnsafe(ref at) - Vector128.Create((byte)'0');
            var isDigit = Vector128.Equals(Vector128.Min(vector, Vector128.Create((byte)9)), vector);
            var others = ~isDigit.ExtractMostSignificantBits();
            ref var end = ref Unsafe.Add(ref at, BitOperations.TrailingZeroCount(others));
            if (end == '.')
            {
                ref var fraction = ref Unsafe.Add(ref end, 1);
                end = ref Unsafe.Add(ref at, BitOperations.TrailingZeroCount(others & (others - 1)));
                if (Unsafe.AreSame(ref fraction, ref end)) return ref SkipAny(ref at);
            }
            if ((end | 0x20) != 'e' && Unsafe.ByteOffset(ref at, ref end) < Vector128<byte>.Count) return ref end;
        }
        return ref SkipAny(ref at);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ref byte SkipSpaces(ref byte at)
    {
        while (at is (byte)' ' or (byte)'\t' or (byte)'\r')
            at = ref Unsafe.Add(ref at, 1);
        return ref at;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ref byte SkipAny(ref byte at)
    {
        var word = Unsafe.ReadUnaligned<uint>(ref at);
        if (word == Word("null"u8) || word == Word("true"u8)) return ref Unsafe.Add(ref at, 4);
        if (word == Word("fals"u8) && Unsafe.Add(ref at, 4) == 'e') return ref Unsafe.Add(ref at, 5);
        if (at == '-')
            at = ref Unsafe.Add(ref at, 1);
        at = ref at == '0' ? ref Unsafe.Add(ref at, 1) : ref SkipDigits(ref at);
        if (!Unsafe.IsNullRef(ref at) && at == '.')
            at = ref SkipDigits(ref Unsafe.Add(ref at, 1));
        if (Unsafe.IsNullRef(ref at) || (at | 0x20) != 'e') return ref at;

        at = ref Unsafe.Add(ref at, 1);
        return ref SkipDigits(ref Unsafe.Add(ref at, at is (byte)'-' or (byte)'+' ? 1 : 0));
    }

    /// <summary>Skips one or more digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte SkipDigits(ref byte at)
    {
        ref var end = ref at;
        while (end is >= (byte)'0' and <= (byte)'9')
            end = ref Unsafe.Add(ref end, 1);
        if (Unsafe.AreSame(ref end, ref at)) return ref Unsafe.NullRef<byte>();
        return ref end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(ReadOnlySpan<byte> letters) => MemoryMarshal.Read<uint>(letters);
}
