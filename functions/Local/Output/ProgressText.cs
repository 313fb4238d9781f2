using System.Globalization;

namespace Pipeline.Local.Output;

/// <summary>Formats the progress of a run as one line.</summary>
internal static class ProgressText
{
    private const int BarWidth = 24;

    /// <param name="bytes">Size of the dataset.</param>
    /// <param name="read">Bytes read so far; more than the dataset has if blocks are processed again.</param>
    /// <param name="records">Records in the blocks done so far.</param>
    /// <param name="seconds">Time since processing began.</param>
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

    /// <summary>Truncates the line to fit the terminal, because a wrapped line cannot be overwritten.</summary>
    public static string Fit(string line, int width) => line.Length < width ? line : line[..Math.Max(0, width - 1)];

    private static string Bar(double share)
    {
        var done = (int)(share * BarWidth);
        return $"[{new string('#', done)}{new string('.', BarWidth - done)}]";
    }
}
