using System.Globalization;
using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Profile.Findings;

namespace Pipeline.Operations.Profile.Output;

/// <summary>Draws a histogram with a bar for each range, paler bars for outliers, and the median.</summary>
internal static class HistogramSvg
{
    private const int Width = 600;
    private const int Height = 140;
    private const int Top = 16;
    private const int Bottom = 18;
    private const int Labels = 5;

    public static string Draw(Histogram histogram, Number median, string name)
    {
        var bars = Bars(histogram);
        var most = Math.Max(1, bars.Max(bar => bar.Count));
        var all = bars.Sum(bar => bar.Count);
        var step = (double)Width / bars.Count;
        var svg = new StringBuilder();
        var title =
            $"Histogram of {name}: {Words.Count(histogram.Counts.Count, "range")} of {Words.Short(histogram.Width)} "
                + $"from {Words.Short(histogram.Start)} to {Words.Short(histogram.StartOf(histogram.Counts.Count))}, "
                + $"median {Words.Short(median)}";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Top + Height + Bottom}\" role=\"img\" "
                + $"aria-label=\"{HtmlText.Escape(title)}\">\n");
        foreach (var (i, bar) in bars.Index())
        {
            var height = bar.Count == 0 ? 0 : Math.Max(1, (double)bar.Count / most * Height);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect{(bar.IsEnd ? " class=\"end\"" : "")} x=\"{i * step + .5:0.##}\" "
                    + $"y=\"{Top + Height - height:0.##}\" width=\"{step - 1:0.##}\" "
                    + $"height=\"{height:0.##}\"><title>{HtmlText.Escape(bar.Range)}: {Words.Count(bar.Count)} "
                    + $"({Words.Share(bar.Count, all)})</title></rect>\n");
        }
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"axis\" x1=\"0\" y1=\"{Top + Height + .5}\" x2=\"{Width}\" y2=\"{Top + Height + .5}\"/>\n");
        AppendMedian(svg, histogram, median, step);
        AppendLabels(svg, histogram, step);
        return svg.Append("</svg>\n").ToString();
    }

    private static List<(string Range, long Count, bool IsEnd)> Bars(Histogram histogram)
    {
        var bars = histogram
            .Counts.Select(
                (count, range) =>
                    (
                        $"{Words.Short(histogram.StartOf(range))} to {Words.Short(histogram.StartOf(range + 1))}",
                        count,
                        false))
            .ToList();
        if (histogram.Below > 0)
            bars.Insert(0, ($"below {Words.Short(histogram.Start)}", histogram.Below, true));
        if (histogram.Above > 0)
            bars.Add(($"from {Words.Short(histogram.StartOf(histogram.Counts.Count))}", histogram.Above, true));
        return bars;
    }

    private static void AppendMedian(StringBuilder svg, Histogram histogram, Number median, double step)
    {
        var ranges = Rounding.ToDouble(Number.Divide(median - histogram.Start, histogram.Width)!.Value);
        var x = Math.Clamp((ranges + (histogram.Below > 0 ? 1 : 0)) * step, 0, Width);
        var anchor =
            x > Width - 80 ? "end"
            : x < 80 ? "start"
            : "middle";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"middle\" x1=\"{x:0.##}\" y1=\"{Top - 2}\" x2=\"{x:0.##}\" y2=\"{Top + Height}\"/><text "
                + $"class=\"middle\" x=\"{x:0.##}\" y=\"{Top - 6}\" text-anchor=\"{anchor}\">median "
                + $"{HtmlText.Escape(Words.Short(median))}</text>\n");
    }

    /// <summary>Labels the limits of some ranges, few enough to stay readable.</summary>
    private static void AppendLabels(StringBuilder svg, Histogram histogram, double step)
    {
        var ranges = histogram.Counts.Count;
        var every = Math.Max(1, (ranges + Labels - 1) / Labels);
        for (var range = 0; range <= ranges; range += every)
        {
            var x = (range + (histogram.Below > 0 ? 1 : 0)) * step;
            var anchor =
                range == 0 && histogram.Below == 0 ? "start"
                : x > Width - 40 ? "end"
                : "middle";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{x:0.##}\" y=\"{Top + Height + 14}\" "
                    + $"text-anchor=\"{anchor}\">{HtmlText.Escape(Words.Short(histogram.StartOf(range)))}</text>\n");
        }
    }
}
