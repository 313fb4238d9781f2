using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Pipeline.Core.Texts;

/// <summary>Writes JSON strings and recognizes JSON numbers (RFC 8259).</summary>
internal static class JsonText
{
    /// <summary>ASCII that needs no escape in a string.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x60).Where(value => value is not ('"' or '\\')).Select(value => (byte)value)]);

    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append('"').Append('\\').Select(value => (byte)value)]);

    /// <summary>Writes a quoted string. Invalid UTF-8 becomes U+FFFD.</summary>
    public static void Write(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> target)
    {
        target.Write("\""u8);
        if (text.ContainsAnyExcept(Plain))
        {
            // Invalid UTF-8 is rare, so the slow path through a string is fine.
            WriteEscaped(Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)), target);
        }
        else
        {
            target.Write(text);
        }
        target.Write("\""u8);
    }

    /// <summary>Whether the bytes are a JSON number: no plus sign, no leading zeros, digits around the point.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("-"u8))
            text = text[1..];
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
        text = text[whole..];
        if (text.StartsWith("."u8))
        {
            var fraction = Digits(text[1..]);
            if (fraction == 0) return false;
            text = text[(1 + fraction)..];
        }
        if (text.IsEmpty) return true;
        if (text[0] is not ((byte)'e' or (byte)'E')) return false;
        text = text[1..];
        if (text.Length > 0 && text[0] is (byte)'+' or (byte)'-')
            text = text[1..];
        return text.Length > 0 && Digits(text) == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static void WriteEscaped(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> target)
    {
        for (var at = text.IndexOfAny(Escaped); at >= 0; at = text.IndexOfAny(Escaped))
        {
            target.Write(text[..at]);
            var value = text[at];
            var letter = value switch
            {
                (byte)'"' or (byte)'\\' => value,
                (byte)'\n' => (byte)'n',
                (byte)'\r' => (byte)'r',
                (byte)'\t' => (byte)'t',
                (byte)'\b' => (byte)'b',
                (byte)'\f' => (byte)'f',
                _ => (byte)'u',
            };
            target.Write([(byte)'\\', letter]);
            if (letter == 'u')
                target.Write([(byte)'0', (byte)'0', (byte)('0' + (value >> 4)), (byte)"0123456789abcdef"[value & 15]]);
            text = text[(at + 1)..];
        }
        target.Write(text);
    }
}
