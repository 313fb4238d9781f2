using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Reading.Bytes;

internal readonly struct ByteVector256 : IByteVector
{
    public static int Width => Vector256<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong TextStops(ref byte bytes)
    {
        var vector = Vector256.LoadUnsafe(ref bytes);
        // Unsigned min(byte, 0x1F) equals the byte only for control characters.
        var control = Vector256.Equals(Vector256.Min(vector, Vector256.Create((byte)0x1F)), vector);
        var quotes = Vector256.Equals(vector, Vector256.Create((byte)'"'));
        var backslashes = Vector256.Equals(vector, Vector256.Create((byte)'\\'));
        return (control | quotes | backslashes).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonAscii(ref byte bytes) => Vector256.LoadUnsafe(ref bytes).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal(ref byte bytes, ref byte others) =>
        Vector256
            .Equals(Vector256.LoadUnsafe(ref bytes), Vector256.LoadUnsafe(ref others))
            .ExtractMostSignificantBits();
}
