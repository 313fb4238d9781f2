using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Core.Requests;

/// <summary>
/// Dates in the names of files: <c>{date:yyyy-MM-dd}</c> is the day of a job's time, and <c>{date-1d:yyyy-MM-dd}</c>
/// the day before. <c>d</c> counts calendar days, which do not always have 24 hours; <c>h</c> counts elapsed hours.
/// </summary>
public static partial class DatePatterns
{
    /// <summary>The characters allowed between the parts of a date.</summary>
    private const string Separators = "-_./: ";

    private static readonly string[] Parts = ["yyyy", "MM", "dd", "HH", "mm"];

    public static bool Any(string path) => Pattern().IsMatch(path);

    /// <returns>
    /// A sentence that says what was expected and found; null if every date in the path is valid.
    /// </returns>
    public static string? ValidationError(string path)
    {
        foreach (Match begin in Begin().Matches(path))
        {
            if (Pattern().Match(path, begin.Index) is not { Success: true } pattern || pattern.Index != begin.Index)
            {
                var end = path.IndexOf('}', begin.Index);
                return "Expected a date such as {date:yyyy-MM-dd} or, with an offset of up to 9999 days or hours, "
                    + "{date-1d:yyyy-MM-dd} or {date-6h:yyyy-MM-dd-HH}; "
                    + $"found \"{path[begin.Index..(end < 0 ? path.Length : end + 1)]}\".";
            }
            if (ErrorInFormat(pattern.Groups["format"].Value, pattern.Value) is { } error)
                return error;
        }
        return null;
    }

    /// <param name="time">The job's time.</param>
    /// <param name="zone">The time zone of the dates.</param>
    public static string FillIn(string path, DateTimeOffset time, TimeZoneInfo zone) =>
        Pattern()
            .Replace(path, pattern =>
            {
                var offset = pattern.Groups["count"] is { Success: true } count
                    ? int.Parse(count.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
                    : 0;
                var isHours = pattern.Groups["unit"].ValueSpan is "h";
                var local = TimeZoneInfo.ConvertTime(isHours ? time.AddHours(offset) : time, zone).DateTime;
                return (isHours ? local : local.AddDays(offset)).ToString(
                    pattern.Groups["format"].Value,
                    CultureInfo.InvariantCulture);
            });

    private static string? ErrorInFormat(string format, string pattern)
    {
        var expected =
            $"Expected {string.Join(", ", Parts)} with nothing, a space or one of - _ . / : between them; found";
        var parts = FormatPart()
            .Matches(format)
            .Select(part => part.Value)
            .Where(part => !Separators.Contains(part, StringComparison.Ordinal))
            .ToList();
        if (parts.Count == 0)
            return $"{expected} none of them in \"{pattern}\".";
        if (parts.Find(part => !Parts.Contains(part)) is { } unknown)
        {
            var meant = Array.Find(Parts, part => part.Equals(unknown, StringComparison.OrdinalIgnoreCase));
            return $"{expected} \"{unknown}\" in \"{pattern}\".{(meant is null ? "" : $" Did you mean {meant}?")}";
        }
        return parts.Contains("mm") && !parts.Contains("HH")
            ? $"Expected the hour (HH) if the minute (mm) is given; found \"{pattern}\". The month is MM."
            : null;
    }

    /// <summary>The start of a date, valid or not; other braces are part of a name.</summary>
    [GeneratedRegex(@"\{date(?![a-z0-9_])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Begin();

    [GeneratedRegex(
        @"\{date((?<count>[+-][0-9]{1,4})(?<unit>[dh]))?:(?<format>[^{}]*)\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    /// <summary>A letter and its repetitions, or another character.</summary>
    [GeneratedRegex(@"([A-Za-z])\1*|[^A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex FormatPart();
}
