using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Reading.Bytes;

internal readonly struct ByteVector128 : IByteVector
{
    public static int Width => Vector128<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong TextStops(ref byte bytes)
    {
        var vector = Vector128.LoadUnsafe(ref bytes);
        // Unsigned min(byte, 0x1F) equals the byte only for control characters.
        var control = Vector128.Equals(Vector128.Min(vector, Vector128.Create((byte)0x1F)), vector);
        var quotes = Vector128.Equals(vector, Vector128.Create((byte)'"'));
        var backslashes = Vector128.Equals(vector, Vector128.Create((byte)'\\'));
        return (control | quotes | backslashes).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonAscii(ref byte bytes) => Vector128.LoadUnsafe(ref bytes).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal(ref byte bytes, ref byte others) =>
        Vector128
            .Equals(Vector128.LoadUnsafe(ref bytes), Vector128.LoadUnsafe(ref others))
            .ExtractMostSignificantBits();
}
