using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Local.Scheduling;

/// <summary>
/// When EventBridge Scheduler fires, as it is written there: <c>at(…)</c>, <c>rate(…)</c> or <c>cron(…)</c>. What is
/// looked at is the form, in which people err most; whether each number makes sense is left to Scheduler.
/// </summary>
internal static partial class FiringExpression
{
    /// <returns>A sentence that says what was expected and found; null for an expression of the right form.</returns>
    public static string? Mistake(string expression)
    {
        var form = Form().Match(expression);
        if (!form.Success)
        {
            var bare = Spaces().Split(expression.Trim()).Length is 5 or 6 ? " A cron expression stands in cron( ), and its six fields are minute, hour, day of the month, month, day of the week and year." : "";
            return $"Expected at(2027-01-01T06:00:00), rate(1 day) or cron(0 3 * * ? *); found \"{expression}\".{bare}";
        }
        var inner = form.Groups["inner"].Value;
        return form.Groups["kind"].Value switch
        {
            "at" => DateTime.TryParseExact(inner, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null
                : $"Expected a date and time without a zone, such as at(2027-01-01T06:00:00); found \"{expression}\". The zone is --time-zone.",
            "rate" => Rate().IsMatch(inner)
                ? null
                : $"Expected a whole number of minutes, hours or days, such as rate(1 day) or rate(12 hours); found \"{expression}\".",
            _ => MistakeInCron(inner, expression),
        };
    }

    private static string? MistakeInCron(string inner, string expression)
    {
        var fields = Spaces().Split(inner.Trim());
        if (fields.Length != 6)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"Expected six fields: minute, hour, day of the month, month, day of the week and year, such as cron(0 3 * * ? *); found {fields.Length} in \"{expression}\".");
        }
        if (Array.Find(fields, field => !CronField().IsMatch(field)) is { } odd)
            return $"Expected a number, a name such as MON, or * ? , - / L W # in each field; found \"{odd}\" in \"{expression}\".";
        return (fields[2] == "?") != (fields[4] == "?")
            ? null
            : $"Expected ? for either the day of the month (third field) or the day of the week (fifth), whichever does not count; found \"{fields[2]}\" and \"{fields[4]}\" in \"{expression}\".";
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
