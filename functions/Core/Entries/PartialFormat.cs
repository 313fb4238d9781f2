namespace Pipeline.Core.Entries;

/// <summary>
/// The layout of a partial file: <see cref="Header"/>; for each entry the lengths of key and value as varints
/// (LEB128), the key, the value; then the footer, which is the number of entries (8 bytes, little-endian) and
/// <see cref="EndMark"/>.
/// </summary>
internal static class PartialFormat
{
    public const int HeaderLength = 8;
    public const int FooterLength = 16;

    /// <summary>Max bytes of an <see cref="int"/> as a varint.</summary>
    public const int MaxVarintBytes = 5;

    /// <summary>Seven bytes of magic and the version of the layout.</summary>
    public static ReadOnlySpan<byte> Header => "PIPEPRT\x01"u8;

    public static ReadOnlySpan<byte> EndMark => "PIPE-END"u8;

    /// <summary>Returns the number of bytes written.</summary>
    public static int WriteVarint(Span<byte> target, int value)
    {
        var at = 0;
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            target[at++] = (byte)(rest | 0x80);
        target[at++] = (byte)rest;
        return at;
    }

    /// <summary>Returns the number of bytes read, or 0 if they are not an <see cref="int"/> as a varint.</summary>
    public static int ReadVarint(ReadOnlySpan<byte> source, out int value)
    {
        var bits = 0L;
        for (var at = 0; at < MaxVarintBytes && at < source.Length; at++)
        {
            bits |= (long)(source[at] & 0x7F) << (7 * at);
            if (source[at] >= 0x80) continue;
            value = (int)bits;
            return bits <= int.MaxValue ? at + 1 : 0;
        }
        value = 0;
        return 0;
    }
}
