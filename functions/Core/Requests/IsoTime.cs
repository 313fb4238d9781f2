using System.Globalization;

namespace Pipeline.Core.Requests;

/// <summary>
/// Instants in requests: ISO 8601 with a time zone.
/// </summary>
public static class IsoTime
{
    /// <summary>With an offset of at most 9,999 days, a date in this range stays within the years 1 to 9999.</summary>
    private static readonly (DateTimeOffset First, DateTimeOffset End) Range =
        (DateTimeOffset.UnixEpoch, new DateTimeOffset(9900, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly string[] WithOffset =
        ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    private static readonly string[] InUtc =
        ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <param name="instant">In UTC.</param>
    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(
            text, text.EndsWith('Z') ? InUtc : WithOffset, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
        && instant >= Range.First && instant < Range.End;

    /// <summary>
    /// Formats the instant in UTC, with a fraction only if it is not zero. <see cref="TryParse"/> reads it back.
    /// </summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
