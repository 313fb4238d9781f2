using System.Buffers.Binary;

namespace Pipeline.Core.Merging;

/// <summary>Eight bytes of a key as a number: unequal numbers compare as the keys do, and comparing them costs next to nothing.</summary>
internal static class KeyPrefix
{
    /// <summary>The first eight bytes, big-endian; bytes that a shorter key lacks count as zero.</summary>
    public static ulong Of(ReadOnlySpan<byte> key)
    {
        if (key.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64BigEndian(key);
        var prefix = 0UL;
        for (var i = 0; i < key.Length; i++)
            prefix |= (ulong)key[i] << (56 - 8 * i);
        return prefix;
    }
}
