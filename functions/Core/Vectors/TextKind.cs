namespace Pipeline.Core.Vectors;

/// <summary>
/// The known kind of the texts of an expression. Dates and timestamps have one canonical form each, whose byte order is
/// chronological.
/// </summary>
public enum TextKind
{
    Any,

    /// <summary>A date, such as <c>2026-01-31</c>.</summary>
    Date,

    /// <summary>
    /// A time in UTC, without trailing zeros in the fraction: <c>2026-01-31T10:20:30.5</c>, <c>2026-01-31T00:00:00</c>.
    /// </summary>
    Timestamp,
}
