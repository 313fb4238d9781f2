namespace Pipeline.Operations.Query.Times;

/// <summary>
/// Named in SQL as here, in any letter case. The first eight are those that a time can be cut down to, and differences
/// be counted in.
/// </summary>
internal enum TimePart
{
    Year,
    Quarter,
    Month,

    /// <summary>Of ISO 8601, from Monday.</summary>
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

    /// <summary>The year that the week of ISO 8601 belongs to.</summary>
    IsoYear,

    /// <summary>Seconds of UTC since 1970, with the fraction.</summary>
    Epoch,
}
