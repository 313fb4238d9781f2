using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private const string Sql = "SELECT COUNT(*) FROM dataset";

    private readonly CommandRoot _root = new();

    public PlanCommandTests() =>
        _root.Write("d.csv", "name,x\n" + string.Concat(Enumerable.Range(100, 100).Select(n => $"line,{n}\n")));

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_plan_shows_the_first_and_the_last_blocks_and_writes_nothing()
    {
        var end = await _root.RunAsync("plan", "--dataset", "*.csv", "--sql", Sql, "--block-size", "18");

        Assert.Equal(0, end.ExitCode);
        Assert.Empty(end.Errors);
        Assert.Contains("delimiter ','", end.Output, StringComparison.Ordinal);
        Assert.Contains("block size  18 bytes (as requested)", end.Output, StringComparison.Ordinal);
        var blocks = end.Output[end.Output.IndexOf("block  file", StringComparison.Ordinal)..]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(20 + 1 + 2, blocks.Length);
        Assert.Contains("…", blocks[20], StringComparison.Ordinal);
        Assert.EndsWith("889  907     18", blocks[^1], StringComparison.Ordinal);
        Assert.Equal(["d.csv"], _root.Names());
    }

    [Fact]
    public async Task All_shows_every_block_and_json_has_them_anyway()
    {
        var all = await _root.RunAsync("plan", "--dataset", "*.csv", "--sql", Sql, "--block-size", "18", "--all");
        var json = await _root.RunAsync("plan", "--dataset", "*.csv", "--sql", Sql, "--block-size", "18", "--json");

        var answer = CommandRoot.Json(json);
        var blocks = answer.GetProperty("blocks").EnumerateArray().ToArray();
        Assert.True(blocks.Length > 40);
        Assert.DoesNotContain("…", all.Output, StringComparison.Ordinal);
        Assert.Equal(907, answer.GetProperty("bytes").GetInt64());
        Assert.Equal("d.csv", answer.GetProperty("files")[0].GetProperty("path").GetString());
        Assert.Equal("csv", answer.GetProperty("format").GetProperty("type").GetString());
        var ranges = blocks.Select(block => block.GetProperty("ranges")[0]).ToArray();
        Assert.Equal(0, ranges[0].GetProperty("start").GetInt64());
        Assert.Equal(907, ranges[^1].GetProperty("end").GetInt64());
        Assert.All(ranges.Zip(ranges.Skip(1)), pair =>
            Assert.Equal(pair.First.GetProperty("end").GetInt64(), pair.Second.GetProperty("start").GetInt64()));
    }

    [Fact]
    public async Task The_block_size_chosen_has_its_reason()
    {
        var end = await _root.RunAsync("plan", "--dataset", "*.csv", "--sql", Sql, "--workers", "3");

        Assert.Contains(
            "block size  1,048,576 bytes (chosen: the minimum; 4 blocks for each of 3 workers would be "
                + "smaller)",
            end.Output,
            StringComparison.Ordinal);
    }
}
