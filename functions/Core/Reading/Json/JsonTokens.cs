using System.Numerics;
using System.Runtime.CompilerServices;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Skips JSON tokens and validates them by the grammar of RFC 8259, byte for byte, so that no damaged line passes. It
/// does not validate that strings are UTF-8.
/// </summary>
/// <remarks>
/// Every method takes the first byte of a token and returns the byte after it, or a null reference if the token is
/// invalid. The buffer ends with a newline, which no token contains, so only vector loads read past it.
/// </remarks>
internal static class JsonTokens<TVector>
    where TVector : IByteVector
{
    /// <summary>Max nesting depth; the same as the default of <c>Utf8JsonReader</c>.</summary>
    public const int MaxDepth = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte SkipSpace(ref byte at)
    {
        if (at > ' ') return ref at;
        return ref JsonScalars.SkipSpaces(ref at);
    }

    /// <param name="at">The opening quote.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte SkipText(ref byte at, out bool hasEscapes)
    {
        var stops = TVector.TextStops(ref Unsafe.Add(ref at, 1));
        // Without a stop, this is the first byte after the vector.
        ref var stop = ref Unsafe.Add(ref at, BitOperations.TrailingZeroCount(stops | (1UL << TVector.Width)) + 1);
        hasEscapes = false;
        if (stop == '"') return ref Unsafe.Add(ref stop, 1);
        return ref SkipLongText(ref at, out hasEscapes);
    }

    /// <summary>Whether all bytes are ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAscii(ref byte text, int length)
    {
        for (; length >= TVector.Width; length -= TVector.Width)
        {
            if (TVector.NonAscii(ref text) != 0) return false;
            text = ref Unsafe.Add(ref text, TVector.Width);
        }
        return (TVector.NonAscii(ref text) & ((1UL << length) - 1)) == 0;
    }

    /// <param name="depth">Nesting depth of the value.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ref byte SkipValue(ref byte at, int depth)
    {
        switch (at)
        {
            case (byte)'"':
                return ref SkipText(ref at, out _);
            case (byte)'{':
                if (depth == MaxDepth) break;
                return ref SkipObject(ref at, depth + 1);
            case (byte)'[':
                if (depth == MaxDepth) break;
                return ref SkipArray(ref at, depth + 1);
            default:
                return ref JsonScalars.Skip(ref at);
        }
        return ref Unsafe.NullRef<byte>();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ref byte SkipLongText(ref byte at, out bool hasEscapes)
    {
        hasEscapes = false;
        at = ref Unsafe.Add(ref at, 1);
        while (true)
        {
            var stops = TVector.TextStops(ref at);
            if (stops == 0)
            {
                at = ref Unsafe.Add(ref at, TVector.Width);
                continue;
            }
            at = ref Unsafe.Add(ref at, BitOperations.TrailingZeroCount(stops));
            if (at == '"') return ref Unsafe.Add(ref at, 1);
            if (at != '\\') return ref Unsafe.NullRef<byte>();
            hasEscapes = true;
            at = ref JsonEscapes.Skip(ref at);
            if (Unsafe.IsNullRef(ref at)) return ref at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref byte SkipArray(ref byte at, int depth)
    {
        at = ref SkipSpace(ref Unsafe.Add(ref at, 1));
        if (at == ']') return ref Unsafe.Add(ref at, 1);
        while (true)
        {
            at = ref SkipValue(ref at, depth);
            if (Unsafe.IsNullRef(ref at)) return ref at;
            at = ref SkipSpace(ref at);
            if (at == ']') return ref Unsafe.Add(ref at, 1);
            if (at != ',') return ref Unsafe.NullRef<byte>();
            at = ref SkipSpace(ref Unsafe.Add(ref at, 1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref byte SkipObject(ref byte at, int depth)
    {
        at = ref SkipSpace(ref Unsafe.Add(ref at, 1));
        if (at == '}') return ref Unsafe.Add(ref at, 1);
        while (true)
        {
            if (at != '"') return ref Unsafe.NullRef<byte>();
            at = ref SkipText(ref at, out _);
            if (Unsafe.IsNullRef(ref at)) return ref at;
            at = ref SkipSpace(ref at);
            if (at != ':') return ref Unsafe.NullRef<byte>();
            at = ref SkipValue(ref SkipSpace(ref Unsafe.Add(ref at, 1)), depth);
            if (Unsafe.IsNullRef(ref at)) return ref at;
            at = ref SkipSpace(ref at);
            if (at == '}') return ref Unsafe.Add(ref at, 1);
            if (at != ',') return ref Unsafe.NullRef<byte>();
            at = ref SkipSpace(ref Unsafe.Add(ref at, 1));
        }
    }
}
