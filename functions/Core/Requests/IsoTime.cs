using System.Globalization;

namespace Pipeline.Core.Requests;

/// <summary>
/// Instants in requests: texts in ISO 8601 that name their zone, as schedulers and clocks write them.
/// </summary>
public static class IsoTime
{
    /// <summary>Offsets of dates, at most 9,999 days, lead nowhere from here that a calendar has no year for.</summary>
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

    /// <summary>The instant in UTC, without a fraction that is zero; <see cref="TryParse"/> reads it back.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
