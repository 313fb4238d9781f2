using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Commands;

public sealed class ShowAndJobsTests : IDisposable
{
    private readonly CommandRoot _root = new();

    public ShowAndJobsTests()
    {
        _root.Write("good.csv", "name,x\na,1\nb,2\n");
        _root.Write("bad.csv", "name,x\na,1\nb,2,3\n");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Without_manifests_there_are_no_jobs_yet()
    {
        var text = await _root.RunAsync("jobs");
        var json = await _root.RunAsync("jobs", "--json");

        Assert.Equal(0, text.ExitCode);
        Assert.StartsWith("No jobs yet: ", text.Output, StringComparison.Ordinal);
        Assert.Equal("""{"jobs":[]}""" + "\n", json.Output);
        Assert.Equal(["bad.csv", "good.csv"], _root.Names());
    }

    [Fact]
    public async Task Jobs_lists_the_latest_first_and_show_tells_of_one()
    {
        await RunAsync("good.csv", "one");
        await RunAsync("bad.csv", "two");

        var listed = await _root.RunAsync("jobs");
        Assert.Equal(0, listed.ExitCode);
        var lines = listed.Output.Split('\n');
        Assert.StartsWith("two  failed", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("BadRecordException", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("one  complete", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("jobs/one/result.csv", lines[3], StringComparison.Ordinal);

        var limited = CommandRoot.Json(await _root.RunAsync("jobs", "--limit", "1", "--json")).GetProperty("jobs");
        Assert.Equal("two", Assert.Single(limited.EnumerateArray()).GetProperty("jobId").GetString());

        var shown = await _root.RunAsync("show", "two");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(
            "\nerror     BadRecordException: bad.csv, record at byte 11",
            shown.Output,
            StringComparison.Ordinal);

        var complete = CommandRoot.Json(await _root.RunAsync("show", "one", "--json"));
        Assert.Equal("complete", complete.GetProperty("state").GetString());
        Assert.Equal(2, complete.GetProperty("records").GetInt64());
        Assert.Equal(1, complete.GetProperty("blocksDone").GetInt32());
        Assert.Equal("jobs/one/result.csv", complete.GetProperty("resultPath").GetString());
        Assert.Equal("good.csv", complete.GetProperty("request").GetProperty("dataset").GetString());
    }

    [Fact]
    public async Task Manifests_may_lie_elsewhere()
    {
        var manifests = Path.Combine(_root.Path, "elsewhere", "m.db");
        await RunAsync("good.csv", "one", "--manifests", manifests);

        Assert.False(_root.Exists("jobs/manifests.db"));
        Assert.Equal(0, (await _root.RunAsync("show", "one", "--manifests", manifests)).ExitCode);
    }

    private Task<ProgramEnd> RunAsync(string dataset, string job, params string[] more) =>
        _root.RunAsync([
            "run",
            "--dataset",
            dataset,
            "--sql",
            "SELECT name FROM dataset",
            "--header",
            "--columns",
            "name,x",
            "--delimiter",
            ",",
            "--job",
            job,
            .. more,
        ]);
}
