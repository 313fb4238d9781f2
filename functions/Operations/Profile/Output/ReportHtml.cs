using System.Globalization;
using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Findings;

namespace Pipeline.Operations.Profile.Output;

/// <summary>Writes the findings as a self-contained HTML page without scripts, for people.</summary>
internal static class ReportHtml
{
    /// <summary>The report's file name, next to the result.</summary>
    public const string FileName = "result.html";

    public static void Write(DatasetFindings findings, Stream target)
    {
        using var page = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var name = HtmlText.Escape(string.Join(", ", findings.Dataset));
        page.Write($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <link rel="icon" href="data:,">
            <title>Profile of {name}</title>
            <style>
            {ReportStyle.Css}</style>
            </head>
            <body>
            <main>
            <header>
            <p class="kicker">Profile of</p>
            <h1>{name}</h1>

            """.ReplaceLineEndings("\n"));
        WriteFacts(page, findings);
        page.Write("</header>\n");
        WriteWarnings(page, findings);
        WriteOverview(page, findings);
        page.Write("<section aria-labelledby=\"columns\">\n<h2 id=\"columns\">Column by column</h2>\n");
        foreach (var (index, column) in findings.Columns.Index())
            ReportColumn.Write(page, index, column, findings.Warnings.Where(warning => warning.Column == column.Name));
        page.Write("</section>\n");
        WriteFoot(page, findings);
        page.Write("</main>\n</body>\n</html>\n");
    }

    public static string Id(int column) => $"column-{column + 1}";

    private static void WriteFacts(TextWriter page, DatasetFindings findings)
    {
        var (records, duplicates) = (findings.Records, findings.Duplicates);
        page.Write("<dl class=\"facts\">\n");
        Fact("Records", Words.Count(records.Count));
        Fact("Columns", Words.Count(findings.Columns.Count));
        Fact("Bytes of records", Words.Short(new Number(records.Bytes, 0)));
        if (records.Count > 0)
            Fact("Bytes a record", $"{Words.Count(records.Shortest)} to {Words.Count(records.Longest)}");
        Fact(
            "Duplicate records",
            duplicates.Count == 0
                ? duplicates.IsExact
                    ? "none"
                    : "none seen"
                : $"{(duplicates.IsExact ? "" : "≈ ")}{Words.Count(duplicates.Count)}");
        page.Write("</dl>\n");

        void Fact(string name, string value) => page.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
    }

    private static void WriteWarnings(TextWriter page, DatasetFindings findings)
    {
        if (findings.Warnings.Count == 0)
            return;
        var places = findings
            .Columns.Select((column, index) => (column.Name, index))
            .ToDictionary(column => column.Name, column => column.index);
        page.Write(
            "<section aria-labelledby=\"warnings\">\n<h2 id=\"warnings\">Worth a look</h2>\n<ul class=\"warnings\">\n");
        foreach (var warning in findings.Warnings)
        {
            var column = warning.Column is null
                ? ""
                : $"<a href=\"#{Id(places[warning.Column])}\"><strong>{HtmlText.Value(warning.Column)}</strong></a> ";
            page.Write($"<li>{column}{HtmlText.Escape(warning.Text)}</li>\n");
        }
        page.Write("</ul>\n</section>\n");
    }

    private static void WriteOverview(TextWriter page, DatasetFindings findings)
    {
        page.Write(
            "<section aria-labelledby=\"overview\">\n<h2 id=\"overview\">Overview</h2>\n<div class=\"scroll\"><table "
                + "class=\"overview\">\n<caption>All columns, in the order of the dataset</caption>\n<thead><tr><th "
                + "scope=\"col\">Column</th><th scope=\"col\">Kind</th><th scope=\"col\" class=\"n\">NULL</th><th "
                + "scope=\"col\" class=\"n\">Distinct</th><th scope=\"col\">Values</th></tr></thead>\n<tbody>\n");
        foreach (var (index, column) in findings.Columns.Index())
        {
            page.Write(
                $"<tr><th scope=\"row\"><a "
                    + $"href=\"#{Id(index)}\">{HtmlText.Value(column.Name)}</a></th><td>{EnumNames.Of(column.Kind)}"
                    + $"</td><td class=\"n\">{Words.Share(column.NullShare)}</td><td "
                    + $"class=\"n\">{Distinct(column)}</td><td>{Values(column)}</td></tr>\n");
        }
        page.Write("</tbody>\n</table></div>\n</section>\n");
    }

    public static string Distinct(ColumnFindings column) =>
        $"{(column.IsDistinctExact ? "" : "≈ ")}{Words.Count(column.Distinct)}";

    private static string Values(ColumnFindings column)
    {
        var summary = column.Summary;
        if (summary.Numbers.Count > 0)
            return $"{Words.Short(summary.Numbers.Least)} to {Words.Short(summary.Numbers.Greatest)}, mean "
                + $"{Words.Short(summary.Numbers.Mean!.Value)}";
        if (column.Frequent.Values is [var first, ..])
            return $"{HtmlText.Value(first.Value.Text)} "
                + $"({(column.Frequent.AreExact ? "" : "≈ ")}{Words.Share(first.Share)})";
        return summary.Texts is { Least: { } least, Greatest: { } greatest }
            ? $"{HtmlText.Value(least.ToString())} to {HtmlText.Value(greatest.ToString())}"
            : "";
    }

    private static void WriteFoot(TextWriter page, DatasetFindings findings)
    {
        page.Write(
            "<footer>\n<p>Records, NULLs, least and greatest values, means, deviations and lengths are exact. What is "
                + "marked ≈ is not:</p>\n");
        page.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<p>Distinct values are estimated with a standard error of {HyperLogLog.StandardError * 100:0.##} % "
                    + $"(HyperLogLog), quantiles lie within {Quantiles.RelativeError * 100:0.##} % of the value that "
                    + $"they tell (DDSketch), the most frequent values of columns with many different ones come from a "
                    + $"sample."));
        if (!findings.Duplicates.IsExact)
            page.Write(
                $" Duplicate records were looked for among {Words.Count(findings.Records.Counts.Count)} different "
                    + $"records: their share is off by at most {Words.Share(findings.Duplicates.Error)} in 19 of 20 "
                    + "cases.");
        page.Write("</p>\n</footer>\n");
    }
}
