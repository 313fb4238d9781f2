namespace Pipeline.Core.Texts;

/// <summary>
/// Counts and locates code points in UTF-8 by their first bytes. Never fails: in invalid UTF-8, a stray continuation
/// byte belongs to the code point before it.
/// </summary>
internal static class CodePoints
{
    public static bool IsFirst(byte value) => (value & 0xC0) != 0x80;

    public static int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
            count += IsFirst(value) ? 1 : 0;
        return count;
    }

    /// <summary>Returns the byte offset of the code point at an index, or the length of a shorter text.</summary>
    public static int Offset(ReadOnlySpan<byte> text, long index)
    {
        if (index == 0) return 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsFirst(text[i]) && index-- == 0) return i;
        }
        return text.Length;
    }

    /// <summary>Returns the end of the code point at <paramref name="offset"/>.</summary>
    public static int End(ReadOnlySpan<byte> text, int offset)
    {
        do offset++;
        while (offset < text.Length && !IsFirst(text[offset]));
        return offset;
    }
}
