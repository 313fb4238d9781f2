using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pipeline.Core.Entries;

/// <summary>
/// Eight bytes of a key as a number: unequal numbers compare as the keys do, and comparing them costs next to nothing.
/// </summary>
internal static class KeyPrefix
{
    /// <summary>The first eight bytes, big-endian; bytes that a shorter key lacks count as zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> key) =>
        key.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(key) : OfShort(key);

    /// <summary>Reads that overlap take the place of a loop over bytes.</summary>
    private static ulong OfShort(ReadOnlySpan<byte> key)
    {
        var missing = 8 * (sizeof(ulong) - key.Length);
        if (key.Length >= sizeof(uint))
            return (ulong)BinaryPrimitives.ReadUInt32BigEndian(key) << 32
                | (ulong)BinaryPrimitives.ReadUInt32BigEndian(key[^sizeof(uint)..]) << missing;
        if (key.IsEmpty)
            return 0;
        var middle = key.Length / 2;
        return (ulong)key[0] << 56 | (ulong)key[middle] << (56 - 8 * middle) | (ulong)key[^1] << missing;
    }
}
