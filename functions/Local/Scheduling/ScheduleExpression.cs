using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Local.Scheduling;

/// <summary>
/// An expression of EventBridge Scheduler: <c>at(…)</c>, <c>rate(…)</c> or <c>cron(…)</c>. Only the syntax is
/// validated, which is where most errors are; Scheduler itself checks the values.
/// </summary>
internal static partial class ScheduleExpression
{
    private const string CronFields = "minute, hour, day of month, month, day of week and year";

    /// <returns>A sentence that says what was expected and found; null if the syntax is valid.</returns>
    public static string? FindError(string expression)
    {
        var form = Form().Match(expression);
        if (!form.Success)
        {
            var advice = Spaces().Split(expression.Trim()).Length is 5 or 6
                ? $" Write a cron expression as cron(...) with six fields: {CronFields}."
                : "";
            return "Expected at(2027-01-01T06:00:00), rate(1 day) or cron(0 3 * * ? *); "
                + $"found \"{expression}\".{advice}";
        }
        var inner = form.Groups["inner"].Value;
        return form.Groups["kind"].Value switch
        {
            "at" => IsTime(inner)
                ? null
                : "Expected a date and time without a zone, such as at(2027-01-01T06:00:00); "
                    + $"found \"{expression}\". Set the zone with --time-zone.",
            "rate" => Rate().IsMatch(inner)
                ? null
                : "Expected a whole number of minutes, hours or days, such as rate(1 day) or rate(12 hours); "
                    + $"found \"{expression}\".",
            _ => FindCronError(inner, expression),
        };
    }

    private static bool IsTime(string text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? FindCronError(string inner, string expression)
    {
        var fields = Spaces().Split(inner.Trim());
        if (fields.Length != 6)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Expected six fields ({CronFields}); found {fields.Length} in \"{expression}\".");
        }
        if (Array.Find(fields, field => !CronField().IsMatch(field)) is { } invalid)
        {
            return "Expected a number, a name such as MON, or * ? , - / L W # in each field; "
                + $"found \"{invalid}\" in \"{expression}\".";
        }
        return (fields[2] == "?") != (fields[4] == "?")
            ? null
            : "Expected ? in exactly one of the third field (day of month) and the fifth field (day of week); "
                + $"found \"{fields[2]}\" and \"{fields[4]}\" in \"{expression}\".";
    }

    [GeneratedRegex(@"^(?<kind>at|rate|cron)\((?<inner>[^()]+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^[1-9][0-9]* (minute|hour|day)s?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^[A-Za-z0-9*?,/#-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex CronField();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
