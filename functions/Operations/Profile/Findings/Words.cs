using System.Globalization;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>Formats counts, shares, numbers and values for people.</summary>
internal static class Words
{
    private const int MaxValueLength = 48;
    private const int MaxDigits = 6;
    private const int MinDistance = 10_000;

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Formats a share in percent. Never rounds to 0 % or 100 % unless the share is exactly that.</summary>
    public static string Share(Number share)
    {
        var percent = share * new Number(100, 0);
        var tenth = new Number(1, 1);
        if (percent.IsZero || percent == new Number(100, 0)) return $"{percent} %";
        if (percent < tenth) return "< 0.1 %";
        return percent > new Number(999, 1) ? "> 99.9 %" : $"{percent.Round(1)} %";
    }

    public static string Share(long count, long of) =>
        of == 0 ? "0 %" : Share(Number.Divide(new Number(count, 0), new Number(of, 0))!.Value);

    /// <summary>
    /// Formats a number with six digits: with thousands separators from 10,000 on, or with an exponent if it is long.
    /// </summary>
    public static string Short(Number number)
    {
        if (number.IsZero) return "0";
        var magnitude = Rounding.Magnitude(number);
        if (magnitude is > 14 or < -5)
            return $"{Rounding.ToDigits(number, MaxDigits) * Rounding.PowerOfTen(-magnitude)}e{magnitude}";
        // Integers keep all their digits.
        var text = (number.Scale <= 0 ? number : number.Round(Math.Max(0, MaxDigits - 1 - magnitude))).ToString();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        return long.Parse(whole, CultureInfo.InvariantCulture) switch
        {
            // No separators below 10,000, because the number could be a year.
            > -MinDistance and < MinDistance => text,
            var value => value.ToString("N0", CultureInfo.InvariantCulture) + (point < 0 ? "" : text[point..]),
        };
    }

    /// <summary>Quotes a value, truncated and without control characters.</summary>
    public static string Value(string value)
    {
        var text =
            value.Length <= MaxValueLength
                ? value
                : value[..(char.IsHighSurrogate(value[MaxValueLength - 1]) ? MaxValueLength - 1 : MaxValueLength)]
                    + "…";
        return $"\"{string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))}\"";
    }
}
