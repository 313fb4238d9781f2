using System.Globalization;
using Pipeline.Benchmarks.Comparing;
using ScottPlot;

namespace Pipeline.Benchmarks.Reporting;

/// <summary>Draws the throughput of pipeline and its rivals.</summary>
internal static class ComparisonPicture
{
    private const int Width = 1200;
    private const int BarPixels = 34;
    private const int FramePixels = 150;

    private static readonly Dictionary<string, Color> Colors = new()
    {
        ["pipeline"] = Color.FromHex("#0b7285"),
        ["DuckDB"] = Color.FromHex("#f2c14e"),
        ["mawk"] = Color.FromHex("#b0b0b0"),
    };

    public static void Write(ResultsFolder results, IReadOnlyList<Round> rounds)
    {
        using var plot = new Plot();
        var ticks = new List<Tick>();
        var bars = new List<Bar>();
        var position = 0.0;
        // Positions count from the bottom, and the first work belongs at the top.
        foreach (var work in rounds.GroupBy(round => round.Work).Reverse())
        {
            var first = position;
            foreach (var contestant in work.GroupBy(round => round.Contestant)
                    .Where(group => Colors.ContainsKey(group.Key))
                    .Reverse())
                bars.Add(BarOf(contestant, position++));
            ticks.Add(
                new Tick((first + position - 1) / 2, work.Key.Name.Replace(": ", ":\n", StringComparison.Ordinal)));
            position += 0.8;
        }
        plot.Font.Set(Fonts.Sans);
        var series = plot.Add.Bars(bars);
        series.Horizontal = true;
        series.ValueLabelStyle.FontSize = 15;
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
        plot.Axes.Left.TickLabelStyle.FontSize = 16;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 14;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(0, bars.Max(bar => bar.Value) * 1.25, -0.8, position - 0.8 + 0.6);
        plot.HideGrid();
        plot.Title("Throughput of whole processes in MB/s: longer is better", size: 20);
        plot.SavePng(results.PathOf("throughput.png"), Width, FramePixels + (int)(position * BarPixels));
    }

    private static Bar BarOf(IGrouping<string, Round> rounds, double position)
    {
        var throughput =
            rounds.First().Work.Dataset.Bytes / 1e6 / Median.Of(rounds.Select(round => round.Measurement.Seconds));
        return new Bar
        {
            Position = position,
            Value = throughput,
            Size = 0.9,
            FillColor = Colors[rounds.Key],
            LineWidth = 0,
            Label = string.Create(CultureInfo.InvariantCulture, $" {rounds.Key} {throughput:N0}"),
            CenterLabel = false,
        };
    }
}
