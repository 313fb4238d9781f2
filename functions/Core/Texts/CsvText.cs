using System.Buffers;

namespace Pipeline.Core.Texts;

/// <summary>Writes fields as defined by RFC 4180.</summary>
internal static class CsvText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    /// <summary>Writes a field, quoted if necessary. Empty text is quoted, which distinguishes it from NULL.</summary>
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
