using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Dates;

/// <summary>Dates in the names of files, as a user of the command sees them.</summary>
public sealed class DatesCommandTests : IDisposable
{
    private const string Dataset = "sales/{date-1d:yyyy-MM-dd}/*.csv";
    private const string Sql = "SELECT SUM(t) AS t FROM dataset";
    private const string MonthsEnd = "2028-03-01T03:00:00Z";

    private readonly CommandRoot _root = new();

    public DatesCommandTests()
    {
        _root.Write("sales/2028-02-28/a.csv", "t\n1\n");
        _root.Write("sales/2028-02-29/a.csv", "t\n20\n");
        _root.Write("sales/2028-02-29/b.csv", "t\n22\n");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_plan_shows_which_files_are_meant()
    {
        string[] plan = ["plan", "--dataset", Dataset, "--sql", Sql, "--scheduled-time", MonthsEnd];
        var text = (await _root.RunAsync(plan)).Output;
        Assert.Contains(
            "\"sales/2028-02-29/*.csv\" (sales/{date-1d:yyyy-MM-dd}/*.csv at 2028-03-01 03:00 UTC)\n",
            text,
            StringComparison.Ordinal);

        var json = CommandRoot.Json(await _root.RunAsync([.. plan, "--json", "--time-zone", "America/New_York"]));
        Assert.Equal(
            ["sales/2028-02-28/*.csv"],
            json.GetProperty("dataset").EnumerateArray().Select(path => path.GetString()));
        Assert.Equal(
            ["sales/2028-02-28/a.csv"],
            json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task A_run_takes_the_files_of_the_night_before()
    {
        var request = _root.Write(
            "request.json",
            $$"""{ "dataset": "{{Dataset}}", "operation": { "type": "query", "sql": "{{Sql}}" }, "scheduledTime":"""
                + $$""" "{{MonthsEnd}}" }"""
        );
        var end = await _root.RunAsync("run", request, "--job", "nightly");
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("t\n42\n", _root.Read("jobs/nightly/result.csv"));

        var shown = (await _root.RunAsync("show", "nightly")).Output;
        Assert.Contains("\"scheduledTime\":\"2028-03-01T03:00:00Z\"", shown, StringComparison.Ordinal);
        Assert.Contains(
            "\"sales/2028-02-29/*.csv\" (sales/{date-1d:yyyy-MM-dd}/*.csv at 2028-03-01 03:00 UTC)\n",
            shown,
            StringComparison.Ordinal);

        // The flag overrides the file's time, as flags do.
        end = await _root.RunAsync("run", request, "--job", "day-before", "--scheduled-time", "2028-02-29T03:00:00Z");
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("t\n1\n", _root.Read("jobs/day-before/result.csv"));
    }

    [Theory]
    [InlineData("dataset[0]: Expected yyyy, MM, dd, HH, mm with", "--dataset", "{date:YYYY}.csv")]
    [InlineData("scheduledTime: Expected a time", "--dataset", Dataset, "--scheduled-time", "yesterday")]
    [InlineData("timeZone: Expected the IANA name of a time zone", "--dataset", Dataset, "--time-zone", "Berlin")]
    [InlineData(
        "matches \"sales/2028-03-01/*.csv\" (sales/{date-1d:yyyy-MM-dd}/*.csv at 2028-03-02 00:00 UTC)",
        "--dataset",
        Dataset,
        "--scheduled-time",
        "2028-03-02T00:00Z")]
    public async Task A_mistake_is_told_and_nothing_is_written(string message, params string[] arguments)
    {
        var end = await _root.RunAsync(["run", "--sql", Sql, .. arguments]);
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(message, end.Errors, StringComparison.Ordinal);
        Assert.False(_root.Exists("jobs"));
    }
}
