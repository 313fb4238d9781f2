using System.Globalization;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Operations.Profile.Findings;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Output;

/// <summary>Writes the report's section about one column: facts on the left, charts on the right.</summary>
internal static class ReportColumn
{
    public static void Write(TextWriter page, int index, ColumnFindings column, IEnumerable<Warning> warnings)
    {
        var id = ReportHtml.Id(index);
        page.Write(
            $"<article id=\"{id}\" aria-labelledby=\"{id}-name\">\n<header><h3 "
                + $"id=\"{id}-name\">{HtmlText.Value(column.Name)}</h3><span "
                + $"class=\"kind\">{EnumNames.Of(column.Kind)}</span></header>\n");
        var texts = warnings.Select(warning => $"<li>{HtmlText.Escape(warning.Text)}</li>\n").ToList();
        if (texts.Count > 0)
            page.Write($"<ul class=\"warnings\">\n{string.Concat(texts)}</ul>\n");
        page.Write("<div class=\"grid\">\n<dl>\n");
        WriteFacts(page, column);
        page.Write("</dl>\n<div class=\"charts\">\n");
        if (column.Histogram is { } histogram)
        {
            page.Write(
                $"<div><h4>{(histogram.IsExact ? "" : "≈ ")}How the numbers are "
                    + $"spread</h4>\n{HistogramSvg.Draw(histogram, column.Quantiles!.At(50), column.Name)}</div>\n");
        }
        WriteFrequent(page, column);
        page.Write("</div>\n</div>\n</article>\n");
    }

    private static void WriteFacts(TextWriter page, ColumnFindings column)
    {
        var summary = column.Summary;
        Fact("Values", Words.Count(summary.Values));
        Fact("NULL", summary.Nulls == 0 ? "none" : $"{Words.Count(summary.Nulls)} ({Words.Share(column.NullShare)})");
        Fact("Distinct", ReportHtml.Distinct(column));
        if (column.Kind != ColumnKind.Text)
            Fact($"No {EnumNames.Of(column.Kind)}", summary.Misfits == 0 ? "none" : Words.Count(summary.Misfits));
        if (summary.Numbers.Count > 0)
            WriteNumbers(column, Fact);
        if (column.Kind == ColumnKind.Boolean)
        {
            Fact("True", Words.Count(summary.True));
            Fact("False", Words.Count(summary.False));
        }
        if (column.Kind == ColumnKind.Text && summary.Texts.Count > 0)
            WriteTexts(summary.Texts, Fact);
        if (column.Examples.Count > 0)
            Fact("Examples", string.Join("<br>", column.Examples.Take(3).Select(HtmlText.Value)));

        void Fact(string name, string value) => page.Write($"<dt>{name}</dt><dd>{value}</dd>\n");
    }

    private static void WriteNumbers(ColumnFindings column, Action<string, string> fact)
    {
        var numbers = column.Summary.Numbers;
        fact("Least", Words.Short(numbers.Least));
        fact("Greatest", Words.Short(numbers.Greatest));
        fact("Mean", Words.Short(numbers.Mean!.Value));
        if (numbers.Deviation is { } deviation)
            fact("Deviation", Words.Short(deviation));
        var about = column.Quantiles!.AreExact ? "" : "≈ ";
        foreach (var percent in Quantiles.Percents)
            fact(percent == 50 ? "Median" : $"{percent} %", $"{about}{Words.Short(column.Quantiles.At(percent))}");
        if (numbers.Sketch.Zeros > 0)
            fact("Zeros", Words.Count(numbers.Sketch.Zeros));
        if (numbers.Negative > 0)
            fact("Negative", Words.Count(numbers.Negative));
    }

    private static void WriteTexts(TextSummary texts, Action<string, string> fact)
    {
        fact("Least", HtmlText.Value(texts.Least!.Value.ToString()));
        fact("Greatest", HtmlText.Value(texts.Greatest!.Value.ToString()));
        var mean = Number.Divide(new Number(texts.Lengths, 0), new Number(texts.Count, 0))!.Value.Round(1);
        fact(
            "Characters",
            texts.Shortest == texts.Longest
                ? Words.Count(texts.Longest)
                : $"{Words.Count(texts.Shortest)} to {Words.Count(texts.Longest)}, mean {Words.Short(mean)}");
        foreach (var (shape, name) in (ReadOnlySpan<(TextShape, string)>)
                [
                    (TextShape.Number, "Like numbers"),
                    (TextShape.Boolean, "Like booleans"),
                    (TextShape.Date, "Like dates"),
                    (TextShape.Time, "Like times"),
                ])
        {
            if (texts.OfShape(shape) > 0)
                fact(name, $"{Words.Count(texts.OfShape(shape))} ({Words.Share(texts.OfShape(shape), texts.Count)})");
        }
    }

    private static void WriteFrequent(TextWriter page, ColumnFindings column)
    {
        var frequent = column.Frequent;
        if (frequent.Values.Count == 0)
        {
            if (!frequent.AreExact)
                page.Write(
                    $"<p class=\"small\">No value is frequent: none came up more than three times among "
                        + $"{Words.Count(frequent.Sampled)} values.</p>\n");
            return;
        }
        if (frequent.Values[0].Count == 1)
        {
            page.Write("<p class=\"small\">No value occurs twice.</p>\n");
            return;
        }
        var about = frequent.AreExact ? "" : "≈ ";
        page.Write(
            $"<div><table class=\"frequent\">\n<caption>{about}Most frequent values</caption>\n<thead hidden><tr><th "
                + "scope=\"col\">Value</th><th scope=\"col\">Count</th><th scope=\"col\">Share</th><th "
                + "scope=\"col\">Bar</th></tr></thead>\n<tbody>\n");
        var most = frequent.Values[0].Count;
        foreach (var value in frequent.Values)
        {
            var text = value.Value.Number is { } number
                ? HtmlText.Escape(Words.Short(number))
                : HtmlText.Value(value.Value.Text);
            var share = frequent.AreExact
                ? Words.Share(value.Share)
                : $"{Words.Share(value.Share)} ± {Points(value.Error)}";
            page.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<tr><th scope=\"row\">{text}</th><td class=\"n\">{about}{Words.Count(value.Count)}</td><td "
                        + $"class=\"n\">{share}</td><td class=\"track\" aria-hidden=\"true\"><span class=\"bar\" "
                        + $"style=\"width:{100.0 * value.Count / most:0.##}%\"></span></td></tr>\n"));
        }
        page.Write("</tbody>\n</table>\n");
        var shown = frequent.Values.Sum(value => value.Count);
        if (frequent.AreExact && column.Distinct > frequent.Values.Count)
            page.Write(
                $"<p class=\"small\">{Words.Count(column.Distinct - frequent.Values.Count)} more, "
                    + $"{Words.Share(column.Summary.Values - shown, column.Summary.Values)} of the values.</p>\n");
        page.Write("</div>\n");
    }

    private static string Points(Number error) => (error * new Number(100, 0)).Round(1).ToString();
}
