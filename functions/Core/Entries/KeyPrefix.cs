using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pipeline.Core.Entries;

/// <summary>
/// The first eight bytes of a key as a number. Unequal numbers compare like the keys, and comparing them is cheap.
/// </summary>
internal static class KeyPrefix
{
    /// <summary>Returns the first eight bytes, big-endian; a shorter key is padded with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> key) =>
        key.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(key) : OfShort(key);

    /// <summary>Uses overlapping reads instead of a loop over bytes.</summary>
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
