using System.Globalization;

namespace Pipeline.Core.Formats;

/// <summary>
/// The text that kind inference accepts as a number: <c>[ \t]*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?[ \t]*</c>.
/// </summary>
internal static class NumberText
{
    /// <summary>
    /// Max number of digits, including those that an exponent adds. A longer value is an identifier rather than a
    /// quantity. Every number within the limit can be parsed.
    /// </summary>
    public const int MaxDigits = 1000;

    /// <summary>
    /// Whether the text can be treated as a number without loss. Other engines read <c>007</c> as 7; here it is not a
    /// number, because codes (postal, article, account) are written that way and their zeros matter.
    /// </summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t");
        if (text is ['+' or '-', ..]) text = text[1..];
        if (text is ['0', >= '0' and <= '9', ..]) return false;

        var whole = Digits(ref text);
        var fraction = 0;
        if (text is ['.', ..])
        {
            text = text[1..];
            fraction = Digits(ref text);
        }

        if (whole + fraction is 0 or > MaxDigits) return false;
        if (text.IsEmpty) return true;
        if (text is not ['e' or 'E', ..]) return false;
        text = text[1..];
        if (text is ['+' or '-', ..]) text = text[1..];
        var exponent = text;
        return Digits(ref text) > 0
            && text.IsEmpty
            && int.TryParse(exponent, NumberStyles.None, CultureInfo.InvariantCulture, out var places)
            && places <= MaxDigits - whole - fraction;
    }

    /// <summary>Counts the leading digits and removes them from the text.</summary>
    private static int Digits(ref ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        if (count < 0) count = text.Length;
        text = text[count..];
        return count;
    }
}
