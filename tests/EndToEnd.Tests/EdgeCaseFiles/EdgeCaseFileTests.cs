using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.EdgeCaseFiles;

/// <summary>Files that are odd and all the same in order, read whole and in blocks of a few bytes.</summary>
[Trait("Speed", "Slow")]
public sealed class OddFileTests : IDisposable
{
    private const string All = "SELECT * FROM dataset";
    private const string Count = "SELECT COUNT(*) AS n FROM dataset";

    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    public static TheoryData<string, string, string, string> Files { get; } =
        new()
        {
            { "empty", "", Count, "n\n0\n" },
            { "header only", "station,t\n", Count, "n\n0\n" },
            { "header only, no newline", "station,t", Count, "n\n0\n" },
            { "header only, rows asked", "station,t\n", "SELECT t, station FROM dataset", "t,station\n" },
            {
                "header only, sum asked",
                "station,t\n",
                "SELECT COUNT(t) AS n, MAX(t) AS high FROM dataset",
                "n,high\n0,\n"
            },
            { "one byte", "7", All, "c1\n7\n" },
            { "one newline", "\n", Count, "n\n0\n" },
            { "no final newline", "a,b\n1,x\n2,y", All, "a,b\n1,x\n2,y\n" },
            { "no final newline behind a quote", "a,b\n1,\"x\n,\"\n2,\"y\"", All, "a,b\n1,\"x\n,\"\n2,y\n" },
            { "last field empty", "a,b\n1,x\n2,", All, "a,b\n1,x\n2,\n" },
            { "CRLF", "a,b\r\n1,x\r\n2,\"y\r\nz\"\r\n", All, "a,b\n1,x\n2,\"y\r\nz\"\n" },
            { "CRLF and LF mixed", "a,b\r\n1,x\n2,y\r\n3,\n", All, "a,b\n1,x\n2,y\n3,\n" },
            { "byte order mark", "\uFEFFa,b\n1,x\n", All, "a,b\n1,x\n" },
            { "byte order mark and quoted header", "\uFEFF\"a\",\"b\"\n1,x\n", All, "a,b\n1,x\n" },
            { "byte order mark alone", "\uFEFF", Count, "n\n0\n" },
            { "empty lines", "a,b\n\n1,x\n\r\n\n2,y\n\n", All, "a,b\n1,x\n2,y\n" },
            {
                "empty lines in one column",
                "a\n1\n\n3\n",
                "SELECT COUNT(*) AS n, COUNT(a) AS a FROM dataset",
                "n,a\n3,2\n"
            },
            {
                "semicolons and decimal points",
                "a;b\n1.5;x,y\n2.25;z\n",
                "SELECT SUM(a) AS s, MIN(b) AS b FROM dataset",
                "s,b\n3.75,\"x,y\"\n"
            },
            {
                "quotes within fields",
                "a,b\n1,5\" pipe\n2,say \"hi\"\n3,z\n",
                "SELECT a FROM dataset WHERE b LIKE '%\"%'",
                "a\n1\n2\n"
            },
            {
                "control bytes",
                "a,b\n1,\u0001\u007F\n2,\t\n",
                "SELECT a, LENGTH(b) AS n FROM dataset",
                "a,n\n1,2\n2,1\n"
            },
            {
                "multi-byte text",
                "a,b\n1,日本\n2,🚚é\n",
                "SELECT b, LENGTH(b) AS n FROM dataset",
                "b,n\n日本,2\n🚚é,2\n"
            },
            {
                "leading zeros",
                "a,b\n007,1\n010,2\n",
                "SELECT a, b FROM dataset ORDER BY a DESC",
                "a,b\n010,2\n007,1\n"
            },
            {
                "numbers of every shape",
                "a,b\n1e3,x\n+.5,x\n-0.10,x\n12345678901234567890123,x\n",
                "SELECT SUM(a) AS s FROM dataset",
                "s\n12345678901234567891123.4\n"
            },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_odd_file_is_read_as_it_stands(string _, string content, string sql, string expected)
    {
        _jobs.Write("data.csv", content);
        foreach (var blockSize in new long?[] { null, 1, 2, 7 })
        {
            var job = await _jobs.RunAsync(JobHarness.Query(sql, blockSize: blockSize));
            Assert.Equal((expected, JobState.Complete), (job.Text, job.Manifest.State));
        }
    }

    [Theory]
    [InlineData(OutputFormat.Json)]
    [InlineData(OutputFormat.JsonLines)]
    public async Task Numbers_and_texts_of_every_shape_come_out_as_JSON(OutputFormat output)
    {
        _jobs.Write("data.csv", "a,b\n1e3,\"x\"\"y\"\n+.5,\u0001\\\n-.10,\u2028\n 7 ,日本\n3.,\n,end\n0.50,last\n");
        var job = await _jobs.RunAsync(JobHarness.Query("SELECT a, b FROM dataset") with { Output = output });
        var rows =
            output == OutputFormat.Json
                ?
                [
                    .. JsonDocument
                        .Parse(job.Text)
                        .RootElement.EnumerateArray()
                        .Select(row => row.EnumerateObject().Select(cell => cell.Value).ToArray()),
                ]
                : ResultRows.Read(job.Bytes);
        Assert.Equal(
            [1000, 0.5m, -0.1m, 7, 3, null, 0.5m],
            rows.Select(row => row[0].ValueKind == JsonValueKind.Null ? (decimal?)null : row[0].GetDecimal()));
        Assert.Equal(
            ["x\"y", "\u0001\\", "\u2028", "日本", null, "end", "last"],
            rows.Select(row => row[1].GetString()));
    }

    public static TheoryData<string, string, string> JsonFiles { get; } =
        new()
        {
            { "no final newline", "{\"a\":1}\n{\"a\":2}", "n,s\n2,3\n" },
            { "CRLF", "{\"a\":1}\r\n{\"a\":2}\r\n", "n,s\n2,3\n" },
            { "byte order mark", "\uFEFF{\"a\":1}\n{\"a\":2}\n", "n,s\n2,3\n" },
            { "blank lines", "\n{\"a\":1}\n  \n\r\n{\"a\":2}\n\n", "n,s\n2,3\n" },
            {
                "spaces and braces in text",
                " { \"b\" : \"}\\n{\\\"\" , \"a\" : 1 }\n{\"c\":{\"a\":9},\"a\":2}\n",
                "n,s\n2,3\n"
            },
            { "missing and null", "{\"a\":3}\n{}\n{\"a\":null}\n", "n,s\n3,3\n" },
        };

    [Theory]
    [MemberData(nameof(JsonFiles))]
    public async Task Odd_JSON_Lines_are_read_as_they_stand(string _, string content, string expected)
    {
        _jobs.Write("data.jsonl", content);
        foreach (var blockSize in new long?[] { null, 1, 2, 7 })
        {
            var job = await _jobs.RunAsync(
                JobHarness.Query("SELECT COUNT(*) AS n, SUM(a) AS s FROM dataset", "data.jsonl", blockSize));
            Assert.Equal(expected, job.Text);
        }
    }

    [Fact]
    public async Task A_record_longer_than_many_blocks_is_one_record()
    {
        var text = string.Concat(Enumerable.Repeat("long, \"\"quoted\"\"\n", 40_000));
        _jobs.Write("data.csv", $"a,b\n1,x\n2,\"{text}\"\n3,y\n");
        _jobs.Write("data.jsonl", $"{{\"a\":1}}\n{{\"a\":2,\"b\":\"{new string('x', 700_000)}\"}}\n{{\"a\":3}}\n");
        foreach (var dataset in new[] { "data.csv", "data.jsonl" })
        {
            var job = await _jobs.RunAsync(
                JobHarness.Query("SELECT a, LENGTH(b) AS n FROM dataset", dataset, blockSize: 1_000),
                workers: 4);
            Assert.Equal(dataset == "data.csv" ? "a,n\n1,1\n2,600000\n3,1\n" : "a,n\n1,\n2,700000\n3,\n", job.Text);
            Assert.InRange(job.Manifest.Blocks, 2, 4);
        }
    }

    [Fact]
    public async Task A_thousand_tiny_files_are_one_dataset_in_natural_order()
    {
        for (var i = 1; i <= 1000; i++)
            _jobs.Write(
                $"tiny/f{i}.csv",
                i % 100 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"n,file\n{i},f{i}\n"));
        foreach (var blockSize in new long?[] { null, 40 })
        {
            var job = await _jobs.RunAsync(JobHarness.Query("SELECT n FROM dataset", "tiny/*.csv", blockSize));
            Assert.Equal(
                Enumerable
                    .Range(1, 1000)
                    .Where(i => i % 100 != 0)
                    .Select(i => i.ToString(CultureInfo.InvariantCulture)),
                job.Text.Split('\n')[1..^1]);
            Assert.Equal((1000, 990), (job.Manifest.Files, job.Result.Records));
        }
    }

    [Fact]
    public async Task As_many_blocks_as_a_job_may_have_give_one_result()
    {
        // 10,000 blocks of 1 KiB: partials are merged in rounds.
        var file = new StringBuilder(10_240_000).Append("id,group,value\n");
        var rows = 0;
        while (file.Length < 10_240_000 - 40)
            file.Append(CultureInfo.InvariantCulture, $"{++rows},g{rows % 100},{rows % 1000 / 10m}\n");
        _jobs.Write("data.csv", file.ToString());
        var request = JobHarness.Query(
            "SELECT \"group\", COUNT(*) AS n, SUM(value) AS s FROM dataset GROUP BY \"group\" ORDER BY \"group\"");
        var whole = await _jobs.RunAsync(request with { BlockSize = 64 << 20 });
        var cut = await _jobs.RunAsync(request with { BlockSize = 1 << 10 }, workers: 8);
        Assert.Equal((1, rows), (whole.Manifest.Blocks, whole.Result.Records));
        Assert.InRange(cut.Manifest.Blocks, 9_990, 10_000);
        Assert.Equal(whole.Text, cut.Text);
    }
}
