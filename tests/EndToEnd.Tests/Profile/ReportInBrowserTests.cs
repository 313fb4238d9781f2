using Microsoft.Playwright;
using Pipeline.EndToEnd.Tests.Queries;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Node;

namespace Pipeline.EndToEnd.Tests.Profile;

/// <summary>The report as a browser shows it.</summary>
public sealed class ReportInBrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(255, 255, 255)")]
    [InlineData(ColorScheme.Dark, "rgb(20, 24, 29)")]
    public async Task It_is_drawn_in_the_theme_of_the_reader_and_fetches_nothing(ColorScheme scheme, string paper)
    {
        var (page, requests, complaints) = await OpenAsync(scheme, Order.Csv(Order.Generate(500)));

        Assert.Equal(paper, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(7, await page.Locator("article").CountAsync());
        var bars = await page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('svg rect')].map(bar => bar.getBoundingClientRect().height)");
        Assert.Contains(bars, height => height > 50);
        Assert.Empty(complaints);
        Assert.All(requests, url =>
            Assert.True(
                url.StartsWith("file:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal),
                url));
        Assert.Single(requests, url => url.StartsWith("file:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_and_names_that_look_like_markup_are_text()
    {
        const string Hostile =
            "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">";
        var field = $"\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var (page, _, complaints) = await OpenAsync(
            ColorScheme.Light,
            $"{field},n\n{string.Concat(Enumerable.Range(0, 9).Select(n => $"{field},{n}\n"))}");

        Assert.Equal("Profile of data.csv", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("script, img").CountAsync());
        Assert.Contains("<script>", await page.Locator("article h3").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Nothing_sticks_out_of_a_narrow_screen()
    {
        var (page, _, _) = await OpenAsync(ColorScheme.Light, Order.Csv(Order.Generate(500)));
        await page.SetViewportSizeAsync(360, 800);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
    }

    private async Task<(IPage Page, List<string> Requests, List<string> Complaints)> OpenAsync(
        ColorScheme scheme,
        string csv)
    {
        _jobs.Write("data.csv", csv);
        await _jobs.RunAsync(ProfileJobs.Request());
        var page = await browser.NewPageAsync(scheme);
        var (requests, complaints) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(_jobs.Path($"jobs/{_jobs.LastJob}/result.html")).AbsoluteUri);
        return (page, requests, complaints);
    }
}
