namespace Pipeline.Operations.Query.Times;

/// <summary>
/// Parts of a time, named in SQL as here, in any letter case. The first eight can be used in DATE_TRUNC and DATE_DIFF.
/// </summary>
internal enum TimePart
{
    Year,
    Quarter,
    Month,

    /// <summary>The ISO 8601 week, which begins on Monday.</summary>
    Week,
    Day,
    Hour,
    Minute,
    Second,

    /// <summary>Day of the week: 0 is Sunday.</summary>
    Dow,

    /// <summary>Day of the week: 1 is Monday, 7 is Sunday.</summary>
    IsoDow,

    /// <summary>Day of the year.</summary>
    Doy,

    /// <summary>The year that the ISO 8601 week belongs to.</summary>
    IsoYear,

    /// <summary>Seconds in UTC since 1970, with the fraction.</summary>
    Epoch,
}
