namespace Pipeline.Operations.Query.Times;

/// <summary>
/// A date, or a date with a time of day and optionally an offset from UTC, as written; in the proleptic Gregorian
/// calendar, years 1 to 9999. Without a time of day it is midnight; without an offset it is in UTC.
/// </summary>
/// <param name="Day">Days since 0001-01-01, which was a Monday.</param>
/// <param name="Second">Of the day.</param>
/// <param name="Nanosecond">Of the second.</param>
/// <param name="OffsetMinutes">Ahead of UTC.</param>
/// <param name="OffsetLength">The number of bytes at the end of the text that are the offset.</param>
internal readonly record struct IsoTime(
    int Day,
    int Second,
    int Nanosecond,
    int OffsetMinutes,
    int OffsetLength,
    bool HasTime)
{
    public const int SecondsPerDay = 86_400;

    /// <summary>The length of <c>2026-01-31</c>.</summary>
    public const int DateLength = 10;

    /// <summary>Max bytes of a time without its offset: <c>2026-01-31T10:20:30.123456789</c>.</summary>
    public const int MaxLength = 29;

    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public DateOnly Date => DateOnly.FromDayNumber(Day);

    /// <summary>
    /// Seconds in UTC since 0001-01-01T00:00:00; up to a day before the year 1 or after the year 9999.
    /// </summary>
    public long Instant => (long)Day * SecondsPerDay + Second - OffsetMinutes * 60;

    /// <summary>Whole seconds in UTC since 1970.</summary>
    public long EpochSecond => Instant - (long)Epoch.DayNumber * SecondsPerDay;

    /// <summary>The same instant without an offset; false if that is outside the years 1 to 9999.</summary>
    public bool TryToUtc(out IsoTime utc)
    {
        var (day, second) = Math.DivRem(Instant, SecondsPerDay);
        var isInside = Instant >= 0 && day <= DateOnly.MaxValue.DayNumber;
        utc = isInside ? new IsoTime((int)day, (int)second, Nanosecond, 0, 0, HasTime) : default;
        return isInside;
    }

    /// <summary>
    /// The start of the year, month, … or second that contains the time, as written; weeks begin on Mondays.
    /// </summary>
    public IsoTime Truncate(TimePart part)
    {
        var date = Date;
        return part switch
        {
            TimePart.Year => At(new DateOnly(date.Year, 1, 1).DayNumber, 0),
            TimePart.Quarter => At(new DateOnly(date.Year, (date.Month - 1) / 3 * 3 + 1, 1).DayNumber, 0),
            TimePart.Month => At(Day - date.Day + 1, 0),
            TimePart.Week => At(Day - Day % 7, 0),
            TimePart.Day => At(Day, 0),
            TimePart.Hour => At(Day, Second - Second % 3600),
            TimePart.Minute => At(Day, Second - Second % 60),
            _ => At(Day, Second),
        };
    }

    /// <summary>A part as written, except <see cref="TimePart.Epoch"/>, which has a fraction.</summary>
    public int Part(TimePart part)
    {
        var thursday = DateOnly.FromDayNumber(Day - Day % 7 + 3);
        return part switch
        {
            TimePart.Year => Date.Year,
            TimePart.Quarter => (Date.Month + 2) / 3,
            TimePart.Month => Date.Month,
            // An ISO 8601 week belongs to the year that contains its Thursday.
            TimePart.Week => (thursday.DayOfYear + 6) / 7,
            TimePart.IsoYear => thursday.Year,
            TimePart.Day => Date.Day,
            TimePart.Hour => Second / 3600,
            TimePart.Minute => Second / 60 % 60,
            TimePart.Second => Second % 60,
            TimePart.Dow => (Day + 1) % 7,
            TimePart.IsoDow => Day % 7 + 1,
            TimePart.Doy => Date.DayOfYear,
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "This part is not a whole number."),
        };
    }

    /// <summary>
    /// The number of years, months, … or seconds since 0001-01-01. Whether it counts from 0 or 1 does not matter: only
    /// differences are used.
    /// </summary>
    public long Index(TimePart part) => part switch
    {
        TimePart.Year => Date.Year,
        TimePart.Quarter => Date.Year * 4 + (Date.Month - 1) / 3,
        TimePart.Month => Date.Year * 12 + Date.Month,
        TimePart.Week => Day / 7,
        TimePart.Day => Day,
        TimePart.Hour => Day * 24L + Second / 3600,
        TimePart.Minute => Day * 1440L + Second / 60,
        _ => (long)Day * SecondsPerDay + Second,
    };

    private IsoTime At(int day, int second) => this with { Day = day, Second = second, Nanosecond = 0 };
}
