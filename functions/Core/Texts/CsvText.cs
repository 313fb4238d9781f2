using System.Buffers;

namespace Pipeline.Core.Texts;

/// <summary>Fields as RFC 4180 has them.</summary>
internal static class CsvText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    /// <summary>Writes a field, in quotes where it needs them. Empty text gets quotes, which tell it from NULL.</summary>
    public static void Write(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> target)
    {
        if (!text.IsEmpty && !text.ContainsAny(Special))
        {
            target.Write(text);
            return;
        }
        target.Write("\""u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            target.Write(text[..(quote + 1)]);
            target.Write("\""u8);
            text = text[(quote + 1)..];
        }
        target.Write(text);
        target.Write("\""u8);
    }
}
