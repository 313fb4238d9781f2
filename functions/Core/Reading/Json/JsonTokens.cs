using System.Numerics;
using System.Runtime.CompilerServices;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Passes over the parts of a line of JSON and says whether they are right: by the grammar of RFC 8259, and to the
/// last byte, as a damaged line must not pass. What it does not look at is whether texts are valid UTF-8.
/// </summary>
/// <remarks>
/// Every method is given the first byte of a part and answers with the byte behind it, or with a null reference where
/// the bytes are not right. Behind the last byte of the buffer stands a newline, and no part holds one: so nothing is
/// read beyond it but what a vector holds.
/// </remarks>
internal static class JsonTokens<TVector>
    where TVector : IByteVector
{
    /// <summary>Objects and arrays within each other; .NET's own reader takes no more either.</summary>
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
        // Without a stop it is the first byte behind the vector that is looked at.
        ref var stop = ref Unsafe.Add(ref at, BitOperations.TrailingZeroCount(stops | (1UL << TVector.Width)) + 1);
        hasEscapes = false;
        if (stop == '"') return ref Unsafe.Add(ref stop, 1);
        return ref SkipLongText(ref at, out hasEscapes);
    }

    /// <summary>Whether a text has no byte that is not ASCII.</summary>
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

    /// <param name="depth">How many objects and arrays the value lies in.</param>
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
