using System.Globalization;

namespace Pipeline.Local.Output;

/// <summary>How far a run is, in one line.</summary>
internal static class ProgressText
{
    private const int BarWidth = 24;

    /// <param name="bytes">Of the dataset.</param>
    /// <param name="read">Of them so far; more than all when blocks are done again.</param>
    /// <param name="records">In the blocks done so far.</param>
    /// <param name="seconds">Since processing began.</param>
    public static string Of(string verb, long bytes, long read, long records, double seconds, bool withBar)
    {
        var share = bytes == 0 ? 1 : Math.Min(1, (double)read / bytes);
        var parts = new List<string>(5)
        {
            string.Create(CultureInfo.InvariantCulture, $"{(withBar ? Bar(share) + " " : "")}{(int)(share * 100)}%"),
            Humanize.Rate(read, seconds),
        };
        if (records > 0)
            parts.Add(Humanize.Count(records, "record"));
        if (share is > 0 and < 1)
            parts.Add($"{Humanize.Left(seconds / share - seconds)} left");
        return $"{verb}: {string.Join(", ", parts)}";
    }

    /// <summary>Cuts the line to what a terminal shows without wrapping: a wrapped line cannot be written over.</summary>
    public static string Fit(string line, int width) => line.Length < width ? line : line[..Math.Max(0, width - 1)];

    private static string Bar(double share)
    {
        var done = (int)(share * BarWidth);
        return $"[{new string('#', done)}{new string('.', BarWidth - done)}]";
    }
}
