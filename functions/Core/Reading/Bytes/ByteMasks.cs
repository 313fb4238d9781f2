using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Core.Reading.Bytes;

/// <summary>Compares 64 bytes at a time and returns bit masks, using the widest vectors of the CPU.</summary>
internal static class ByteMasks
{
    /// <summary>Bytes per mask, one bit each.</summary>
    public const int Width = 64;

    /// <summary>Sets bit i of each mask if byte i equals its value. Reads <see cref="Width"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Find(
        ref byte bytes,
        byte first,
        byte second,
        byte third,
        out ulong firsts,
        out ulong seconds,
        out ulong thirds)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var vector = Vector512.LoadUnsafe(ref bytes);
            firsts = Vector512.Equals(vector, Vector512.Create(first)).ExtractMostSignificantBits();
            seconds = Vector512.Equals(vector, Vector512.Create(second)).ExtractMostSignificantBits();
            thirds = Vector512.Equals(vector, Vector512.Create(third)).ExtractMostSignificantBits();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            firsts = Find256(ref bytes, Vector256.Create(first));
            seconds = Find256(ref bytes, Vector256.Create(second));
            thirds = Find256(ref bytes, Vector256.Create(third));
        }
        else
        {
            firsts = Find128(ref bytes, Vector128.Create(first));
            seconds = Find128(ref bytes, Vector128.Create(second));
            thirds = Find128(ref bytes, Vector128.Create(third));
        }
    }

    /// <summary>Computes the prefix XOR: bit i of the result is the XOR of bits 0 to i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq
                .CarrylessMultiply(Vector128.CreateScalar(bits), Vector128.Create(ulong.MaxValue), 0)
                .ToScalar();
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Find256(ref byte bytes, Vector256<byte> value)
    {
        var low = Vector256.Equals(Vector256.LoadUnsafe(ref bytes), value).ExtractMostSignificantBits();
        var high = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, 32), value).ExtractMostSignificantBits();
        return low | ((ulong)high << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Find128(ref byte bytes, Vector128<byte> value)
    {
        var mask = 0UL;
        for (var i = 0; i < Width / Vector128<byte>.Count; i++)
        {
            var found = Vector128.Equals(Vector128.LoadUnsafe(ref bytes, (nuint)(i * Vector128<byte>.Count)), value);
            mask |= (ulong)found.ExtractMostSignificantBits() << (i * Vector128<byte>.Count);
        }
        return mask;
    }
}
