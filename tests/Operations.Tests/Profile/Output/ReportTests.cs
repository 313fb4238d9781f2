using System.Text;
using System.Xml.Linq;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Tests.Profile.Output;

public sealed class ReportTests
{
    private const string Hostile = "<script>alert(1)</script>";

    [Fact]
    public void Nothing_in_the_data_is_markup()
    {
        var html = Report($"{Hostile}\"'&", Hostile, "\"><img src=x>", "a&b", "x\u202Ey", "tab\there", " padded ");
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", html, StringComparison.Ordinal);
        Assert.Contains("x\\u202ey", html, StringComparison.Ordinal);
        Assert.Contains("tab\\there", html, StringComparison.Ordinal);
        Assert.Contains("<bdi>␣padded␣</bdi>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_values_are_cut()
    {
        var html = Report("x", new string('y', 500));
        Assert.Contains(
            $"<bdi title=\"{new string('y', 128)}…\">{new string('y', 59)}…</bdi>",
            html,
            StringComparison.Ordinal);
        Assert.DoesNotContain(new string('y', 129), html, StringComparison.Ordinal);
    }

    [Fact]
    public void All_tags_are_closed_and_nothing_is_fetched()
    {
        var html = Report("x", "1", "2", "3.5", "n/a");
        var body = html[
            html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)
        ];
        var page = XElement.Parse(
            body.Replace("<br>", "<br/>", StringComparison.Ordinal)
                .Replace(" hidden>", " hidden=\"\">", StringComparison.Ordinal));
        Assert.NotEmpty(page.Descendants("table"));
        Assert.All(page.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.All(page.Descendants("svg"), svg => Assert.NotNull(svg.Attribute("aria-label")));
        Assert.DoesNotContain(
            "http:",
            html.Replace("http-equiv", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", html, StringComparison.Ordinal);
    }

    /// <summary>Each value twice, so that all of them are among the most frequent ones.</summary>
    private static string Report(string name, params string[] values) =>
        new ProfileRunner(
            [new Column(name, values is ["1", ..] ? ColumnKind.Number : ColumnKind.Text)],
            [.. values.Concat(values).Select(value => (byte[]?[])[Encoding.UTF8.GetBytes(value)])])
            .Run()
            .Html;
}
