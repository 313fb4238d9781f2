using System.Text.Json;
using Pipeline.Core.Coverage;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>Jobs that run through the three functions, with inputs and outputs as JSON.</summary>
[Trait("Speed", "Slow")]
public sealed class JobTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private FunctionTestHost _host = null!;

    public async Task InitializeAsync() => _host = await FunctionTestHost.CreateAsync(dynalite);

    public Task DisposeAsync()
    {
        _host.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_job_runs_through_the_functions_to_its_result()
    {
        WriteNumbers("data.csv", 100);
        var answer = await _host.RunAsync(
            FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) AS n, SUM(id) AS ids FROM dataset", blockSize: 40));

        Assert.Equal(
            """{"jobId":"job-1","isDone":true"""
                + ""","state":"complete","resultPath":"jobs/job-1/result.csv","rows":1,"records":100,"rejected":"""
                + """0,"bytes":293}""",
            answer.GetRawText());
        Assert.Equal("n,ids\n100,4950\n", await File.ReadAllTextAsync(_host.Path("jobs/job-1/result.csv")));
        Assert.Equal(
            [("splitter", "split"), ("worker", "process"), ("aggregator", "check"), ("aggregator", "aggregate")],
            _host.Log.Select(line => (Text(line, "Function"), Text(line, "event"))).Distinct());
        Assert.All(_host.Log, EmbeddedMetricFormat.AssertValid);
        Assert.All(_host.Log, line => Assert.Equal("job-1", Text(line, "jobId")));
        Assert.Equal(
            100,
            _host.Log.Where(line => Text(line, "event") == "process").Sum(
                line => line.GetProperty("records").GetInt64()));
    }

    [Fact]
    public async Task Many_blocks_are_merged_in_groups()
    {
        WriteNumbers("data.csv", 1_000);
        var answer = await _host.RunAsync(
            FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) AS n, SUM(id) AS ids FROM dataset", blockSize: 8));
        Assert.Equal(1_000, answer.GetProperty("records").GetInt64());
        Assert.Equal("n,ids\n1000,499500\n", await File.ReadAllTextAsync(_host.Path("jobs/job-1/result.csv")));
        Assert.InRange(_host.Log.Count(line => Text(line, "event") == "merge"), 2, 10);
    }

    /// <summary>The limit of Step Functions is 256 KiB, and no Catch handles a larger payload.</summary>
    [Fact]
    public async Task The_largest_job_keeps_payloads_within_the_limit()
    {
        const int MaxPayload = 256 * 1024;
        _host.Write("data.csv", "id\n" + string.Concat(Enumerable.Range(1_000_000, 9_990).Select(id => $"{id}\n")));
        var split = await _host.InvokeAsync(
            FunctionInvoker.Splitter,
            FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) FROM dataset", blockSize: 8));
        var check =
            await _host.InvokeAsync(FunctionInvoker.Aggregator, """{"step":"check","jobId":"job-1","redrive":0}""");
        var blocks = split.GetProperty("pending").GetArrayLength();
        Assert.InRange(blocks, 9_900, 10_000);
        Assert.Equal(
            Enumerable.Range(0, blocks),
            check.GetProperty("pending").EnumerateArray().Select(number => number.GetInt32()));
        Assert.All([split, check], answer => Assert.InRange(answer.GetRawText().Length, 1, MaxPayload));
    }

    [Fact]
    public async Task Every_step_is_idempotent()
    {
        WriteNumbers("data.csv", 100);
        var split = FunctionTestHost.SplitInput("job-1", "SELECT SUM(id) AS ids FROM dataset", blockSize: 40);
        var first = await _host.InvokeAsync(FunctionInvoker.Splitter, split);
        Assert.Equal(first.GetRawText(), (await _host.InvokeAsync(FunctionInvoker.Splitter, split)).GetRawText());
        await _host.ProcessAsync(first);
        await _host.ProcessAsync(first);
        var answer = await _host.FinishAsync("job-1");
        Assert.Equal(answer.GetRawText(), (await _host.FinishAsync("job-1")).GetRawText());
    }

    [Fact]
    public async Task A_request_that_does_not_match_the_dataset_creates_no_job()
    {
        WriteNumbers("data.csv", 10);
        var error = await Assert.ThrowsAsync<InvalidRequestException>(
            () =>
                _host.InvokeAsync(
                    FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT idd FROM dataset")));
        Assert.Contains("there is no column idd", error.Message, StringComparison.Ordinal);
        Assert.Null(await _host.Store.GetJobAsync("job-1"));
        var line = Assert.Single(_host.Log);
        Assert.Equal(
            ("error", "InvalidRequestException", error.Message, 1),
            (Text(line, "level"), Text(line, "error"), Text(line, "cause"), line.GetProperty("Failures").GetInt32()));
    }

    [Fact]
    public async Task An_execution_name_that_is_not_a_valid_job_id_is_rejected() =>
        await Assert.ThrowsAsync<InvalidRequestException>(() =>
            _host.InvokeAsync(
                FunctionInvoker.Splitter, FunctionTestHost.SplitInput("../job", "SELECT 1 FROM dataset")));

    [Fact]
    public async Task Failed_blocks_are_recorded_fail_the_job_and_run_again_after_a_redrive()
    {
        WriteNumbers("a.csv", 100);
        WriteNumbers("b.csv", 100);
        var whole = await File.ReadAllBytesAsync(_host.Path("b.csv"));
        var written = File.GetLastWriteTimeUtc(_host.Path("b.csv"));
        var split = await _host.InvokeAsync(
            FunctionInvoker.Splitter,
            FunctionTestHost.SplitInput(
                "job-1", "SELECT COUNT(*) AS n FROM dataset", blockSize: 200, dataset: "*.csv"));
        WriteNumbers("b.csv", 99);
        await _host.ProcessAsync(split);

        var error = await Assert.ThrowsAsync<BlocksFailedException>(() => _host.FinishAsync("job-1"));
        var job = await _host.Store.GetJobAsync("job-1");
        Assert.Equal((JobState.Failed, "BlocksFailedException", error.Message), (job!.State, job.Error, job.Cause));
        Assert.False(_host.HasResult("job-1"));
        var recorded = _host.Log.Where(line => Text(line, "event") == "record failure").ToArray();
        Assert.Equal([2, 3], recorded.Select(line => line.GetProperty("block").GetInt32()));
        Assert.All(recorded, line => Assert.Equal("DatasetChangedException", Text(line, "error")));
        var block = await _host.Store.GetBlockAsync("job-1", 2);
        Assert.Equal(
            ("DatasetChangedException", 1, 0), (block!.Failure!.Error, block.Failure.Attempts, block.Failure.Redrive));
        Assert.Contains("b.csv", block.Failure.Cause, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(_host.Path("b.csv"), whole);
        File.SetLastWriteTimeUtc(_host.Path("b.csv"), written);
        var answer = await _host.FinishAsync("job-1", redrive: 1);
        Assert.Equal(("complete", 200), (Text(answer, "state"), answer.GetProperty("records").GetInt64()));
    }

    [Fact]
    public async Task Tolerated_failed_blocks_make_the_result_incomplete()
    {
        WriteNumbers("a.csv", 100);
        WriteNumbers("b.csv", 100);
        var split = await _host.InvokeAsync(
            FunctionInvoker.Splitter,
            FunctionTestHost.SplitInput(
                "job-1", "SELECT COUNT(*) AS n FROM dataset", blockSize: 300, tolerate: 1, dataset: "*.csv"));
        Assert.Equal(2, split.GetProperty("pending").GetArrayLength());
        File.Move(_host.Path("b.csv"), _host.Path("b.away"));
        await _host.ProcessAsync(split);
        File.Move(_host.Path("b.away"), _host.Path("b.csv"));
        var answer = await _host.FinishAsync("job-1");
        Assert.Equal(("incomplete", 100), (Text(answer, "state"), answer.GetProperty("records").GetInt64()));
    }

    [Fact]
    public async Task A_worker_that_runs_out_of_time_says_so_and_leaves_no_files()
    {
        WriteNumbers("data.csv", 100);
        await _host.InvokeAsync(
            FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset"));
        _host.Time = TimeSpan.Zero;

        var error = await Assert.ThrowsAsync<OutOfTimeException>(
            () => _host.InvokeAsync(FunctionInvoker.Worker, """{"jobId":"job-1","block":0,"redrive":0}"""));
        Assert.StartsWith(
            "worker ran out of time: process of block 0 of job job-1 was cancelled after ", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("\"blockSize\"", error.Message, StringComparison.Ordinal);
        Assert.Null((await _host.Store.GetBlockAsync("job-1", 0))!.Receipt);
        Assert.Empty(FilesOf("job-1"));
        Assert.Equal("OutOfTimeException", Text(_host.Log[^1], "error"));

        _host.Time = TimeSpan.FromMinutes(15);
        await _host.InvokeAsync(FunctionInvoker.Worker, """{"jobId":"job-1","block":0,"redrive":0}""");
        Assert.Equal(100, (await _host.FinishAsync("job-1")).GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task An_aggregator_that_runs_out_of_time_publishes_nothing()
    {
        WriteNumbers("data.csv", 100);
        await _host.ProcessAsync(
            await _host.InvokeAsync(
                FunctionInvoker.Splitter,
                FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset", blockSize: 40)));
        await _host.InvokeAsync(FunctionInvoker.Aggregator, """{"step":"check","jobId":"job-1","redrive":0}""");
        _host.Time = TimeSpan.Zero;
        await Assert.ThrowsAsync<OutOfTimeException>(
            () =>
                _host.InvokeAsync(FunctionInvoker.Aggregator, """{"step":"aggregate","jobId":"job-1","merged":[]}"""));
        Assert.False(_host.HasResult("job-1"));

        _host.Time = TimeSpan.FromMinutes(15);
        Assert.Equal("complete", Text(await _host.FinishAsync("job-1"), "state"));
    }

    [Fact]
    public async Task A_failure_of_the_aggregator_is_recorded()
    {
        WriteNumbers("data.csv", 100);
        await _host.ProcessAsync(
            await _host.InvokeAsync(
                FunctionInvoker.Splitter,
                FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset", blockSize: 40)));
        File.Delete(Directory.GetFiles(_host.Path("jobs/job-1/partials"))[0]);
        var error = await Assert.ThrowsAsync<DamagedPartialException>(() => _host.FinishAsync("job-1"));
        var job = await _host.Store.GetJobAsync("job-1");
        Assert.Equal(
            (JobState.Failed, nameof(DamagedPartialException), error.Message), (job!.State, job.Error, job.Cause));
    }

    private void WriteNumbers(string name, int count) =>
        _host.Write(name, $"id\n{string.Concat(Enumerable.Range(0, count).Select(i => $"{i}\n"))}");

    private string[] FilesOf(string jobId) =>
        Directory.Exists(_host.Path($"jobs/{jobId}"))
            ? Directory.GetFiles(_host.Path($"jobs/{jobId}"), "*", SearchOption.AllDirectories)
            : [];

    private static string? Text(JsonElement json, string field) => json.GetProperty(field).GetString();
}
