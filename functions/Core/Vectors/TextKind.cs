namespace Pipeline.Core.Vectors;

/// <summary>
/// What the texts of an expression are known to be. Dates and times in the one form that each has here compare, as
/// bytes, as they do in time.
/// </summary>
public enum TextKind
{
    Any,

    /// <summary><c>2026-01-31</c></summary>
    Date,

    /// <summary>In UTC, the fraction without zeros at its end: <c>2026-01-31T10:20:30.5</c>, <c>2026-01-31T00:00:00</c>.</summary>
    Timestamp,
}
