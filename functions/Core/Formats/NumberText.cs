using System.Globalization;

namespace Pipeline.Core.Formats;

/// <summary>What a guess takes for a number: <c>[ \t]*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?[ \t]*</c>.</summary>
internal static class NumberText
{
    /// <summary>Digits, those that an exponent would add included, beyond which a value is an identifier rather than a quantity. Every number below can be read as one.</summary>
    public const int MaxDigits = 1000;

    /// <summary>
    /// Whether the text is a number that loses nothing as one. Other engines read <c>007</c> as 7; here it is not a
    /// number, because codes (postal, article, account) are written so, and their zeros count.
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
        return Digits(ref text) > 0 && text.IsEmpty
            && int.TryParse(exponent, NumberStyles.None, CultureInfo.InvariantCulture, out var places) && places <= MaxDigits - whole - fraction;
    }

    /// <summary>Counts the digits at the beginning, and takes them off.</summary>
    private static int Digits(ref ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        if (count < 0) count = text.Length;
        text = text[count..];
        return count;
    }
}
