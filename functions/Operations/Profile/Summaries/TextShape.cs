using System.Text;
using Pipeline.Core.Texts;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>What a text looks like.</summary>
internal enum TextShape
{
    Other,

    /// <summary>A number in JSON syntax. Codes with leading zeros are not numbers.</summary>
    Number,

    /// <summary>true or false, in any letter case.</summary>
    Boolean,

    /// <summary>A date such as 2026-11-25.</summary>
    Date,

    /// <summary>A date and a time, separated by T or a space.</summary>
    Time,
}

/// <summary>Detects the shape of a text, starting from its first byte.</summary>
internal static class TextShapes
{
    public const int Count = (int)TextShape.Time + 1;

    private const int DateBytes = 10;

    public static TextShape Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return TextShape.Other;
        var first = text[0];
        if (char.IsAsciiDigit((char)first))
        {
            return IsDate(text)
                ? text.Length == DateBytes
                    ? TextShape.Date
                    : IsTime(text[DateBytes..])
                        ? TextShape.Time
                        : TextShape.Other
                : JsonText.IsNumber(text)
                    ? TextShape.Number
                    : TextShape.Other;
        }
        return first switch
        {
            (byte)'-' when JsonText.IsNumber(text) => TextShape.Number,
            (byte)'t' or (byte)'T' when Ascii.EqualsIgnoreCase(text, "true"u8) => TextShape.Boolean,
            (byte)'f' or (byte)'F' when Ascii.EqualsIgnoreCase(text, "false"u8) => TextShape.Boolean,
            _ => TextShape.Other,
        };
    }

    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length >= DateBytes && text[4] == '-' && text[7] == '-'
        && AreDigits(text[..4]) && AreDigits(text[5..7]) && AreDigits(text[8..10])
        && IsFrom(text[5..7], 1, 12) && IsFrom(text[8..10], 1, 31);

    /// <param name="text">The text from the T or the space on. Anything after the minutes is ignored.</param>
    private static bool IsTime(ReadOnlySpan<byte> text) =>
        text is [(byte)'T' or (byte)'t' or (byte)' ', _, _, (byte)':', _, _, ..]
        && AreDigits(text[1..3]) && AreDigits(text[4..6]) && IsFrom(text[1..3], 0, 24) && IsFrom(text[4..6], 0, 59);

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsFrom(ReadOnlySpan<byte> digits, int least, int most)
    {
        var number = (digits[0] - '0') * 10 + digits[1] - '0';
        return number >= least && number <= most;
    }
}
