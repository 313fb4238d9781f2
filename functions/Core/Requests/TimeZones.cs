using System.Text.RegularExpressions;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>Time zones by their names in the IANA database, which the system keeps.</summary>
public static partial class TimeZones
{
    /// <param name="name">Such as <c>Europe/Berlin</c>, to the letter.</param>
    /// <param name="error">When false is returned, a sentence that says what was expected and found.</param>
    public static bool TryFind(string name, out TimeZoneInfo zone, out string error)
    {
        error = "";
        zone = TimeZoneInfo.Utc;
        // A name is a path in the system's database, where files lie that are no zones, and other places beside it.
        if (Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
        {
            zone = found;
            return true;
        }
        var known = TimeZoneInfo.GetSystemTimeZones();
        error = "Expected a time zone by its name in the IANA database, such as \"Europe/Berlin\" or \"UTC\"; "
            + $"found \"{DisplayText.Truncate(name, 40)}\". {DidYouMean.Hint(name, known.Select(zone => zone.Id))}"
            + (known.Count <= 1 ? "There are no time zones on this system: install tzdata." : "");
        error = error.TrimEnd();
        return false;
    }

    /// <summary>
    /// Zones begin with a capital: <c>localtime</c> is another on each machine, and <c>right/</c> counts leap seconds.
    /// </summary>
    [GeneratedRegex(@"^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
