using System.Text.RegularExpressions;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>Finds time zones by their names in the system's IANA database.</summary>
public static partial class TimeZones
{
    /// <param name="name">The exact name, such as <c>Europe/Berlin</c>.</param>
    /// <param name="error">When false is returned, a sentence that says what was expected and found.</param>
    public static bool TryFind(string name, out TimeZoneInfo zone, out string error)
    {
        error = "";
        zone = TimeZoneInfo.Utc;
        // The system uses the name as a path, and there are also files that are not time zones.
        if (Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
        {
            zone = found;
            return true;
        }
        var known = TimeZoneInfo.GetSystemTimeZones();
        error = "Expected the IANA name of a time zone, such as \"Europe/Berlin\" or \"UTC\"; found "
            + $"\"{DisplayText.Truncate(name, 40)}\". {DidYouMean.Hint(name, known.Select(zone => zone.Id))}"
            + (known.Count <= 1 ? "This system has no time zone database: install tzdata." : "");
        error = error.TrimEnd();
        return false;
    }

    /// <summary>
    /// Names must start with a capital letter. This excludes <c>localtime</c>, which differs between machines, and
    /// <c>right/</c>, whose zones count leap seconds.
    /// </summary>
    [GeneratedRegex(@"^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
