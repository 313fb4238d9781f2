using System.Text.Json;
using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private const string Sql = "SELECT name, SUM(x) AS total FROM dataset GROUP BY name";

    private readonly CommandRoot _root = new();

    public RunCommandTests() => _root.Write("d.csv", "name;x\n\"b;1\";1.50\n日本;2\n日本;-0.25\n;7\n");

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Flags_and_a_request_file_give_the_same_result()
    {
        var request = _root.Write("request.json", $$"""
            {
              "dataset": "d.csv", "operation": { "type": "query", "sql": "{{Sql}}" },
              "format": { "type": "csv", "delimiter": ";", "quote": "\"", "header": false,
                "columns": ["name", "x"], "types": { "x": "text" } },
              "blockSize": 16, "onBadRecord": "skip", "tolerateFailedBlocks": 1, "output": "jsonl"
            }
            """.Replace("SUM(x)", "MAX(x)", StringComparison.Ordinal));
        var byFile = await _root.RunAsync("run", request, "--job", "file", "--json");
        var byFlags = await _root.RunAsync(
            "run",
            "--dataset",
            "d.csv",
            "--sql",
            Sql.Replace("SUM(x)", "MAX(x)", StringComparison.Ordinal),
            "--format",
            "csv",
            "--delimiter",
            ";",
            "--quote",
            "\"",
            "--no-header",
            "--columns",
            "name,x",
            "--types",
            "x=text",
            "--block-size",
            "16",
            "--on-bad-record",
            "skip",
            "--tolerate-failed-blocks",
            "1",
            "--output",
            "jsonl",
            "--job",
            "flags",
            "--json");

        Assert.True(byFile.ExitCode == 0, byFile.Errors);
        Assert.True(byFlags.ExitCode == 0, byFlags.Errors);
        Assert.Equal(_root.Read("jobs/file/result.jsonl"), _root.Read("jobs/flags/result.jsonl"));
        Assert.Equal(await RequestOfAsync("file"), await RequestOfAsync("flags"));
    }

    [Fact]
    public async Task Flags_override_the_fields_of_a_request_file_and_leave_the_others()
    {
        var request = _root.Write("request.json", $$"""
            {
              "dataset": "nowhere.csv", "operation": {"type": "query", "sql": "{{Sql}}"},
              "format": {"delimiter": ",", "header": true}, "output": "json"
            }
            """);

        var end = await _root.RunAsync("run", request, "--dataset", "d.csv", "--delimiter", ";", "--job", "j");

        Assert.True(end.ExitCode == 0, end.Errors);
        using var asked = JsonDocument.Parse(await RequestOfAsync("j"));
        Assert.Equal("""{"delimiter":";","header":true}""", asked.RootElement.GetProperty("format").GetRawText());
        Assert.True(_root.Exists("jobs/j/result.json"));
    }

    [Fact]
    public async Task A_small_result_is_a_table_with_numbers_flush_right_and_NULL_told_from_nothing()
    {
        var end = await _root.RunAsync("run", "--dataset", "d.csv", "--sql", Sql);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(
            """
            name  total
            ----  -----
            b;1     1.5
            日本   1.75
            NULL      7

            """, end.Output);
        Assert.Contains("delimiter ';' (detected", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', end.Output + end.Errors);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Json_is_exactly_one_document_with_the_rows_as_published(string output)
    {
        var end = await _root.RunAsync(
            "run",
            "--dataset",
            "d.csv",
            "--sql",
            Sql,
            "--output",
            output,
            "--job",
            "j",
            "--json");

        var answer = CommandRoot.Json(end);
        Assert.Equal(
            ["jobId", "state", "records", "rejected", "bytes", "blocks", "seconds", "resultPath", "columns", "rows"],
            answer.EnumerateObject().Select(field => field.Name));
        Assert.Equal("complete", answer.GetProperty("state").GetString());
        Assert.Equal(4, answer.GetProperty("records").GetInt64());
        Assert.Equal(new FileInfo(Path.Combine(_root.Path, "d.csv")).Length, answer.GetProperty("bytes").GetInt64());
        Assert.Equal(1, answer.GetProperty("blocks").GetInt64());
        Assert.True(File.Exists(answer.GetProperty("resultPath").GetString()));
        Assert.Equal(
            """[{"name":"name","kind":"text","isKey":true},{"name":"total","kind":"number","isKey":false}]""",
            answer.GetProperty("columns").GetRawText());
        Assert.Equal(
            """[{"name":"b;1","total":1.5},{"name":"日本","total":1.75},{"name":null,"total":7}]""",
            answer.GetProperty("rows").GetRawText());
        Assert.DoesNotContain("process:", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_result_is_a_path_and_a_number_of_rows()
    {
        _root.Write("many.csv", "n\n" + string.Concat(Enumerable.Range(0, 1001).Select(n => $"{n}\n")));

        var text = await _root.RunAsync("run", "--dataset", "many.csv", "--sql", "SELECT n FROM dataset", "--job", "j");
        var json = await _root.RunAsync("run", "--dataset", "many.csv", "--sql", "SELECT n FROM dataset", "--json");

        Assert.Equal($"1,001 rows in {Path.Combine(_root.Path, "jobs/j/result.csv")}\n", text.Output);
        Assert.False(CommandRoot.Json(json).TryGetProperty("rows", out _));
    }

    [Fact]
    public async Task A_bad_record_fails_the_job_and_with_skip_it_is_counted_and_named()
    {
        _root.Write("bad.csv", "name,x\na,1\nb,2,3\n");
        string[] run =
        [
            "run",
            "--dataset",
            "bad.csv",
            "--sql",
            Sql,
            "--delimiter",
            ",",
            "--header",
            "--columns",
            "name,x",
            "--json",
        ];

        var failed = await _root.RunAsync([.. run, "--job", "failed"]);
        var skipped = await _root.RunAsync([.. run, "--job", "skipped", "--on-bad-record", "skip"]);

        Assert.Equal(1, failed.ExitCode);
        var answer = CommandRoot.Json(failed);
        Assert.Equal("failed", answer.GetProperty("jobId").GetString());
        Assert.Equal("failed", answer.GetProperty("state").GetString());
        Assert.Equal("BadRecordException", answer.GetProperty("error").GetString());
        Assert.Contains(
            "bad.csv, record at byte 11",
            answer.GetProperty("cause").GetString(),
            StringComparison.Ordinal);
        Assert.StartsWith("error: bad.csv, record at byte 11", failed.Errors.Split('\n')[^2], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Errors, StringComparison.Ordinal);
        Assert.False(_root.Exists("jobs/failed/result.csv"));

        Assert.Equal(0, skipped.ExitCode);
        Assert.Equal(1, CommandRoot.Json(skipped).GetProperty("rejected").GetInt64());
        Assert.Contains(
            $"warning: 1 bad record skipped; see {Path.Combine(_root.Path, "jobs/skipped/rejects.jsonl")}",
            skipped.Errors,
            StringComparison.Ordinal);
        Assert.Contains("\"offset\":11", _root.Read("jobs/skipped/rejects.jsonl"), StringComparison.Ordinal);
    }

    private async Task<string> RequestOfAsync(string job) =>
        CommandRoot.Json(await _root.RunAsync("show", job, "--json")).GetProperty("request").GetRawText();
}
