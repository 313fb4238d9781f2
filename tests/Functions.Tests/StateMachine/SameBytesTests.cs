using System.Globalization;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>The state machine publishes the same bytes as the <c>pipeline</c> command.</summary>
[Trait("Speed", "Slow")]
public sealed class SameBytesTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private const string Groups =
        "SELECT station, COUNT(*) AS n, MIN(t) AS low, AVG(t) AS mean, SUM(t) AS total FROM dataset GROUP BY station";

    private readonly StateMachineHarness _machine = new(dynalite);

    public Task InitializeAsync() => _machine.InitializeAsync();

    public Task DisposeAsync() => _machine.DisposeAsync();

    [Theory]
    [InlineData("groups", Groups, "csv")]
    [InlineData(
        "sorted-groups", "SELECT note, SUM(t) AS total FROM dataset GROUP BY note ORDER BY total DESC LIMIT 50", "csv")]
    [InlineData("rows", "SELECT station, t, note FROM dataset WHERE t > 12.5", "csv")]
    [InlineData("sorted-rows", "SELECT t, note FROM dataset WHERE note IS NOT NULL ORDER BY t, note DESC", "jsonl")]
    [InlineData("no-rows", "SELECT t FROM dataset WHERE t > 1000", "json")]
    [InlineData("json", Groups, "json")]
    public async Task A_large_file_in_many_blocks(string name, string sql, string output)
    {
        _machine.Write("large/measurements.csv", Measurements.Csv(20_000));
        var execution = await AssertSameBytesAsync(
            name, Request("large/*.csv", sql, "24KiB", $""", "output": "{output}" """));
        Assert.InRange(execution.Entered["Process block"], 10, 100);
        Assert.Equal((1, 1), (execution.Entered["Process"], execution.Entered["Check"]));
        Assert.False(execution.Entered.ContainsKey("Merge group"));
    }

    [Theory]
    [InlineData("wrong-cuts-groups", "SELECT station, COUNT(*) AS n, SUM(t) AS total FROM dataset GROUP BY station")]
    [InlineData("wrong-cuts-rows", "SELECT * FROM dataset")]
    public async Task Blocks_after_wrong_cuts_are_processed_again(string name, string sql)
    {
        _machine.Write("misleading.csv", Measurements.MisleadingCsv());
        var execution = await AssertSameBytesAsync(name, Request("misleading.csv", sql, "4KiB"));
        Assert.InRange(execution.Entered["Process"], 2, 10);
        Assert.Equal(execution.Entered["Process"], execution.Entered["Check"]);
        Assert.Equal(1, execution.Entered["Merge"]);
    }

    [Fact]
    public async Task Hundreds_of_small_files()
    {
        for (var day = 0; day < 400; day++)
            _machine.Write($"days/{day / 31}/{day}.csv", Measurements.Csv(day % 40, seed: day));
        var execution = await AssertSameBytesAsync("small-files", Request("days/**/*.csv", Groups, "16KiB"));
        Assert.InRange(execution.Entered["Process block"], 5, 100);
    }

    [Fact]
    public async Task Json_lines()
    {
        _machine.Write("events.jsonl", Measurements.JsonLines(5_000));
        await AssertSameBytesAsync(
            "json-lines",
            Request(
                "events.jsonl", "SELECT at.station AS station, MAX(t) AS high FROM dataset GROUP BY at.station",
                "20KiB"));
    }

    [Fact]
    public async Task Skipped_records_are_reported_alike()
    {
        _machine.Write(
            "odd.csv",
            Measurements.Csv(4_000) + "Bonn,warm,one\nBonn,1\n" + Measurements.Csv(
                4_000, seed: 2)[Measurements.Header.Length..]);
        await AssertSameBytesAsync(
            "left-out",
            Request(
                "odd.csv", Groups, "20KiB", """, "onBadRecord": "skip", "format": { "types": { "t": "number" } } """));
        Assert.Contains("rejects.jsonl", _machine.FilesOf("left-out").Keys);
    }

    [Fact]
    public async Task More_blocks_than_one_merge_takes_are_merged_in_groups()
    {
        _machine.Write("many.csv", Measurements.Csv(6_000));
        var execution = await AssertSameBytesAsync("many-blocks", Request("many.csv", Groups, "500"));
        Assert.InRange(execution.Entered["Process block"], 257, 512);
        Assert.Equal(2, execution.Entered["Merge group"]);
        // Each child returns {}, plus a comma; and no state returns more than numbers.
        Assert.Equal(3 * execution.Entered["Process block"], execution.Collected);
        Assert.InRange(execution.MaxOutput, 1, 4 << 10);
    }

    /// <summary>Attempts that never ran, and attempts that did their work but whose output was lost.</summary>
    [Fact]
    public async Task Transient_errors_leave_no_trace()
    {
        _machine.Write("many.csv", Measurements.Csv(6_000));
        string[] states = ["Split", "Process block", "Check", "Merge group", "Aggregate"];
        var faults = states.ToDictionary(state => state, IReadOnlyList<Fault> (_) =>
        [
            new("Lambda.TooManyRequestsException", Runs: false),
            new("ManifestsBusyException", Runs: true),
            new("StorageBusyException", Runs: false),
            new("States.Timeout", Runs: true),
        ]);
        var execution = await AssertSameBytesAsync("faults", Request("many.csv", Groups, "500"), faults);
        Assert.Equal(20, execution.Retried.Values.Sum());
        Assert.All(states, state => Assert.Equal(1, execution.Retried[$"{state}: States.Timeout"]));
        Assert.False(execution.Entered.ContainsKey("Record failure"));
    }

    [Theory]
    [InlineData("profile", 9_000, "24KiB")]
    [InlineData("profile-in-groups", 6_000, "500")]
    public async Task A_profile_and_its_report(string name, int records, string blockSize)
    {
        _machine.Write("profiled.csv", Measurements.Csv(records));
        await AssertSameBytesAsync(
            name,
            $$"""{ "dataset": "profiled.csv", "operation": { "type": "profile" }, "blockSize": "{{blockSize}}" }""");
        Assert.Equal(["result.html", "result.json"], _machine.FilesOf(name).Keys.Order(StringComparer.Ordinal));
    }

    private async Task<Execution> AssertSameBytesAsync(
        string name, string request, IReadOnlyDictionary<string, IReadOnlyList<Fault>>? faults = null)
    {
        var expected = await _machine.RunLocallyAsync(request);
        var execution = await _machine.RunAsync(name, request, faults);
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.Equal(
            (name, "complete"),
            (execution.Output.GetProperty("jobId").GetString(), execution.Output.GetProperty("state").GetString()));
        Assert.Equal(expected, _machine.FilesOf(name));
        return execution;
    }

    private static string Request(string dataset, string sql, string blockSize, string more = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {
          "dataset": "{{dataset}}",
          "operation": { "type": "query", "sql": "{{sql}}" },
          "blockSize": "{{blockSize}}"{{more}}
        }
        """);
}
