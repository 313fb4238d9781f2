namespace Pipeline.Operations.Query.Times;

/// <summary>
/// Parses and writes ISO 8601 times: <c>2026-01-31</c>, optionally followed by <c>T</c> or a space and <c>10:20</c>,
/// <c>10:20:30</c> or <c>10:20:30.123456789</c>, and then optionally by <c>Z</c>, <c>+02:00</c>, <c>+0200</c> or
/// <c>+02</c>.
/// </summary>
internal static class IsoText
{
    private const int MaxFraction = 9;

    /// <summary>Spaces and tabs around a time are allowed, as around numbers.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    /// <param name="text">Trimmed.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out IsoTime time)
    {
        time = default;
        if (text.Length < IsoTime.DateLength
            || text[4] != '-'
            || text[7] != '-'
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day)
            || year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month))
            return false;
        time = new IsoTime(
            new DateOnly(year, month, day).DayNumber,
            0,
            0,
            0,
            0,
            HasTime: text.Length > IsoTime.DateLength);
        return !time.HasTime || (text[10] is (byte)'T' or (byte)' ' && TryParseTime(text[11..], ref time));
    }

    /// <summary>
    /// Writes a time in the form of <see cref="Pipeline.Core.Vectors.TextKind.Timestamp"/>, or as a date if it has no
    /// time of day; without its offset.
    /// </summary>
    /// <param name="target">At least <see cref="IsoTime.MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(in IsoTime time, Span<byte> target)
    {
        var date = time.Date;
        Put(target, date.Year, 4);
        target[4] = (byte)'-';
        Put(target[5..], date.Month, 2);
        target[7] = (byte)'-';
        Put(target[8..], date.Day, 2);
        if (!time.HasTime) return IsoTime.DateLength;
        target[10] = (byte)'T';
        Put(target[11..], time.Second / 3600, 2);
        target[13] = (byte)':';
        Put(target[14..], time.Second / 60 % 60, 2);
        target[16] = (byte)':';
        Put(target[17..], time.Second % 60, 2);
        if (time.Nanosecond == 0) return 19;
        target[19] = (byte)'.';
        Put(target[20..], time.Nanosecond, MaxFraction);
        return target[..IsoTime.MaxLength].LastIndexOfAnyExcept((byte)'0') + 1;
    }

    private static bool TryParseTime(ReadOnlySpan<byte> text, ref IsoTime time)
    {
        if (text.Length < 5
            || text[2] != ':'
            || !TryDigits(text[..2], out var hour)
            || !TryDigits(text[3..5], out var minute)
            || hour > 23
            || minute > 59)
            return false;
        text = text[5..];
        var (second, nanosecond) = (0, 0);
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!TryDigits(text[1..3], out second) || second > 59) return false;
            text = text[3..];
            if (!text.IsEmpty && text[0] == '.' && !TryTakeFraction(ref text, out nanosecond)) return false;
        }
        if (!TryParseOffset(text, out var offset))
            return false;
        time = time with
        {
            Second = (hour * 60 + minute) * 60 + second,
            Nanosecond = nanosecond,
            OffsetMinutes = offset,
            OffsetLength = text.Length,
        };
        return true;
    }

    private static bool TryTakeFraction(scoped ref ReadOnlySpan<byte> text, out int nanosecond)
    {
        var end = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = end < 0 ? text[1..] : text[1..(1 + end)];
        text = text[(1 + digits.Length)..];
        nanosecond = 0;
        if (digits.Length is 0 or > MaxFraction) return false;
        TryDigits(digits, out nanosecond);
        for (var places = digits.Length; places < MaxFraction; places++)
            nanosecond *= 10;
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || text is [(byte)'Z'])
            return true;
        if (text[0] is not ((byte)'+' or (byte)'-')
            || text.Length is not (3 or 5 or 6)
            || (text.Length == 6 && text[3] != ':'))
            return false;
        var rest = 0;
        if (!TryDigits(text[1..3], out var hours)
            || (text.Length > 3 && !TryDigits(text[^2..], out rest))
            || hours > 23
            || rest > 59)
            return false;
        minutes = (hours * 60 + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }

    private static void Put(Span<byte> target, int value, int digits)
    {
        for (var at = digits - 1; at >= 0; at--, value /= 10)
            target[at] = (byte)('0' + value % 10);
    }
}
