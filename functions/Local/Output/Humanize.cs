using System.Globalization;

namespace Pipeline.Local.Output;

/// <summary>Formats numbers for people, independently of the culture.</summary>
internal static class Humanize
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 block</c>, <c>8 blocks</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>In decimal units, rounded: <c>137.9 MB</c>.</summary>
    public static string Bytes(double bytes)
    {
        ReadOnlySpan<string> units = ["B", "kB", "MB", "GB", "TB", "PB"];
        var unit = 0;
        // 999.95 would be rounded to 1000.0.
        for (; bytes >= 999.95 && unit < units.Length - 1; unit++)
            bytes /= 1000;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bytes.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {units[unit]}");
    }

    public static string Rate(long bytes, double seconds) => $"{Bytes(bytes / Math.Max(seconds, 1e-3))}/s";

    public static string Rate(long records, string noun, double seconds) =>
        $"{Count((long)(records / Math.Max(seconds, 1e-3)))} {noun}s/s";

    public static string Seconds(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        _ => Left(seconds),
    };

    /// <summary>Rounds up to whole seconds, because an estimate should not look exact.</summary>
    public static string Left(double seconds)
    {
        var whole = (long)Math.Ceiling(Math.Min(seconds, 1e9));
        return whole switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{whole} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60} min {whole % 60:d2} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600} h {whole / 60 % 60:d2} min"),
        };
    }

    public static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
