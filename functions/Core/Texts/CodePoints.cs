namespace Pipeline.Core.Texts;

/// <summary>
/// Code points of UTF-8, told by their first bytes alone. In text that is not valid UTF-8 a stray continuation byte
/// counts to the code point before it; nothing is ever refused.
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

    /// <summary>The byte at which the code point of an index begins; the end of the text if it has fewer.</summary>
    public static int Offset(ReadOnlySpan<byte> text, long index)
    {
        if (index == 0) return 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsFirst(text[i]) && index-- == 0) return i;
        }
        return text.Length;
    }

    /// <summary>Where the code point at <paramref name="offset"/> ends.</summary>
    public static int End(ReadOnlySpan<byte> text, int offset)
    {
        do offset++;
        while (offset < text.Length && !IsFirst(text[offset]));
        return offset;
    }
}
