using System.Text.Json;
using Microsoft.Playwright;
using Pipeline.TestKit.Node;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Local.Tests.Serving;

/// <summary>The page in a browser.</summary>
[Trait("Speed", "Slow")]
public sealed class PageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly ServedRoot _served = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _externalRequests = [];

    public void Dispose() => _served.Dispose();

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_job_is_planned_started_and_followed_and_its_result_shown(ColorScheme scheme)
    {
        WriteData(60_000);
        var page = await OpenAsync("", scheme);
        await page.GetByRole(AriaRole.Link, new() { Name = "Start a job", Exact = true }).ClickAsync();
        await page.GetByLabel("Dataset").FillAsync("data.csv");
        await page.GetByLabel("SQL").FillAsync("SELECT name, SUM(n) AS total FROM dataset GROUP BY name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Plan" }).WaitForAsync();
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Result" }).WaitForAsync();
        Assert.Equal(3, await page.Locator("svg .bar").CountAsync());
        Assert.Equal(["a", "b", "c"], await page.GetByRole(
            AriaRole.Region, new() { Name = "Result" }).Locator("tbody tr td:first-child").AllInnerTextsAsync());
        await page.GetByText("complete", new() { Exact = true }).WaitForAsync();
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Jobs", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Jobs" }).WaitForAsync();
        await AssertAccessibleAsync(page);
        Assert.Empty(_errors);
        Assert.Empty(_externalRequests);
    }

    /// <summary>With numeric groups, and a sum that does not fit into a double.</summary>
    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Results_in_other_formats_are_shown_too(string output)
    {
        _served.Root.Write("data.csv", "year,n,note\n2025,9007199254740993,\n2026,7,x\n");
        _served.Start();
        const string Sql =
            "SELECT MAX(note) AS note, SUM(n) AS total, year FROM dataset GROUP BY year ORDER BY year";
        var operation = new { type = "query", sql = Sql };
        (await _served.PostAsync(
            "/jobs?jobId=years", JsonSerializer.Serialize(new { dataset = "data.csv", operation, output }))).Dispose();
        var page = await OpenAsync("#/jobs/years");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Result" }).WaitForAsync();
        var cells = page.GetByRole(AriaRole.Region, new() { Name = "Result" }).Locator("tbody td");
        await cells.First.WaitForAsync();
        Assert.Equal(["", "9007199254740993", "2025", "x", "7", "2026"], await cells.AllInnerTextsAsync());
        Assert.Equal(2, await page.Locator("svg .bar").CountAsync());
        await page.GetByRole(
            AriaRole.Img, new() { Name = "total by year" }).GetByText("9007199254740993").WaitForAsync();
        Assert.Empty(_errors);
    }

    /// <summary>The job takes a minute unless it is stopped, however fast the machine is.</summary>
    [OnLinuxFact]
    public async Task The_map_follows_a_job_that_can_be_stopped()
    {
        WriteData(20_000);
        var tool = _served.Root.Write("tools/slow", "#!/bin/sh\ncat\nsleep 0.3\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _served.Start("--allow-run");
        (await _served.PostAsync(
            "/jobs?jobId=long",
            """{ "dataset": "data.csv", "blockSize": 400, "operation": { "type": "run", "program": "tools/slow" } }"""))
            .Dispose();
        var page = await OpenAsync("#/jobs/long");
        var map = page.Locator("canvas");
        await map.WaitForAsync();
        var first = await map.GetAttributeAsync("aria-label");
        await page.WaitForFunctionAsync(
            "first => document.querySelector('canvas').getAttribute('aria-label') !== first", first);
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await page.GetByText("stopped", new() { Exact = true }).WaitForAsync();
        Assert.False(_served.Root.Exists("jobs/long/result.csv"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).WaitForAsync();
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Errors_are_explained()
    {
        WriteData(10);
        var page = await OpenAsync("#/start");
        await page.GetByLabel("Dataset").FillAsync("dat.csv");
        await page.GetByLabel("SQL").FillAsync("SELECT <b>nothing</b> FROM dataset");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await page.GetByText("operation.sql:").WaitForAsync();
        await page.GetByLabel("SQL").FillAsync("SELECT COUNT(*) FROM dataset");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("DatasetUnavailableException").WaitForAsync();
        Assert.Contains("dat.csv", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        await AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task Following_ten_thousand_blocks_is_cheap()
    {
        WriteData(100_000);
        _served.Start();
        var size = new FileInfo(Path.Combine(_served.Root.Path, "data.csv")).Length / 9_500;
        (await _served.PostAsync(
            "/jobs?jobId=wide", ServedRoot.Query("SELECT COUNT(*) AS n FROM dataset", size))).Dispose();
        await _served.UntilAsync("wide", "processing");
        var total = (await _served.GetAsync("/jobs/wide"))
            .GetProperty("progress")
            .GetProperty("blocks")
            .GetProperty("total")
            .GetInt32();
        Assert.InRange(total, 9_000, 10_000);
        var look = (await _served.Http.GetByteArrayAsync("/jobs/wide?map=true")).Length;
        Assert.InRange(look, total, 50_000);
        (await _served.Http.DeleteAsync("/jobs/wide")).Dispose();
    }

    private void WriteData(int records) =>
        _served.Root.Write(
            "data.csv", "name,n\n" + string.Concat(Enumerable.Range(0, records).Select(i => $"{"abc"[i % 3]},{i}\n")));

    private async Task<IPage> OpenAsync(string place, ColorScheme scheme = ColorScheme.Light)
    {
        if (_served.Http.BaseAddress is null)
            _served.Start();
        var page = await browser.NewPageAsync(scheme);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
                _errors.Add(message.Text);
        };
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(
                _served.Address.ToString(),
                StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _externalRequests.Add(request.Url);
        };
        await page.GotoAsync($"{_served.Address}{place}");
        return page;
    }

    /// <summary>Asserts that axe-core finds no serious violation.</summary>
    private static async Task AssertAccessibleAsync(IPage page)
    {
        await page.EvaluateAsync(
            await File.ReadAllTextAsync(Path.Combine(NpmPackages.Folder, "axe-core", "axe.min.js")));
        var findings = await page.EvaluateAsync<JsonElement>(
            """
            axe.run().then(found => found.violations
                .filter(one => ['serious', 'critical'].includes(one.impact))
                .map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`))
            """);
        Assert.Empty(findings.EnumerateArray().Select(finding => finding.GetString()));
    }
}
