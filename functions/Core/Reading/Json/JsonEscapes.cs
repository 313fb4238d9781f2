using System.Runtime.CompilerServices;
using System.Text;

namespace Pipeline.Core.Reading.Json;

/// <summary>Validates and decodes the escapes in JSON strings: <c>\n</c>, <c>\"</c>, <c>\u00e9</c> and so on.</summary>
internal static class JsonEscapes
{
    private const int UnicodeLength = 6;

    /// <summary>Skips an escape, with the conventions of <see cref="JsonTokens{TVector}"/>.</summary>
    /// <param name="at">The backslash.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ref byte Skip(ref byte at)
    {
        var letter = Unsafe.Add(ref at, 1);
        if (letter != 'u')
        {
            if (Meaning(letter) == 0) return ref Unsafe.NullRef<byte>();
            return ref Unsafe.Add(ref at, 2);
        }
        for (var i = 2; i < UnicodeLength; i++)
        {
            if (!char.IsAsciiHexDigit((char)Unsafe.Add(ref at, i))) return ref Unsafe.NullRef<byte>();
        }
        return ref Unsafe.Add(ref at, UnicodeLength);
    }

    /// <summary>Whether escaped surrogates come in pairs.</summary>
    /// <param name="text">Text with valid escapes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool ArePaired(ReadOnlySpan<byte> text)
    {
        for (var at = NextEscape(text, 0); at >= 0; at = NextEscape(text, at))
        {
            if (text[at + 1] != 'u')
            {
                at += 2;
                continue;
            }
            var unit = Unit(text, at);
            at += UnicodeLength;
            if (char.IsLowSurrogate(unit)) return false;
            if (!char.IsHighSurrogate(unit)) continue;
            if (!text[at..].StartsWith("\\u"u8) || !char.IsLowSurrogate(Unit(text, at))) return false;
            at += UnicodeLength;
        }
        return true;
    }

    /// <summary>Decodes the escapes in place. No escape is shorter than what it encodes.</summary>
    /// <param name="text">Text with valid escapes whose surrogates are <see cref="ArePaired">paired</see>.</param>
    /// <returns>The new length.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int TakeOut(Span<byte> text)
    {
        var read = NextEscape(text, 0);
        if (read < 0) return text.Length;

        var written = read;
        while (read >= 0)
        {
            if (text[read + 1] != 'u')
            {
                text[written++] = Meaning(text[read + 1]);
                read += 2;
            }
            else
            {
                var unit = Unit(text, read);
                read += UnicodeLength;
                var rune = char.IsHighSurrogate(unit) ? new Rune(unit, Unit(text, read)) : new Rune(unit);
                read += char.IsHighSurrogate(unit) ? UnicodeLength : 0;
                written += rune.EncodeToUtf8(text[written..]);
            }
            var next = NextEscape(text, read);
            var plain = text[read..(next < 0 ? text.Length : next)];
            plain.CopyTo(text[written..]);
            written += plain.Length;
            read = next;
        }
        return written;
    }

    private static int NextEscape(ReadOnlySpan<byte> text, int from)
    {
        var next = text[from..].IndexOf((byte)'\\');
        return next < 0 ? -1 : from + next;
    }

    private static char Unit(ReadOnlySpan<byte> text, int escape)
    {
        var unit = 0;
        foreach (var digit in text.Slice(escape + 2, 4))
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return (char)unit;
    }

    /// <summary>The byte that a backslash and the letter encode; 0 if they are not an escape.</summary>
    private static byte Meaning(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => letter,
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => 0,
    };
}
