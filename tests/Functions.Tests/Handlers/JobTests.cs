using System.Text.Json;
using Pipeline.Core.Jobs;
using Pipeline.Core.Merging;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>Jobs through the three functions, as events and answers.</summary>
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
    public async Task A_job_goes_through_the_functions_to_its_result()
    {
        WriteNumbers("data.csv", 100);
        var answer = await _host.RunAsync(FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) AS n, SUM(id) AS ids FROM dataset", blockSize: 40));

        Assert.Equal(
            """{"jobId":"job-1","isDone":true,"state":"complete","resultPath":"jobs/job-1/result.csv","rows":1,"records":100,"rejected":0,"bytes":293}""",
            answer.GetRawText());
        Assert.Equal("n,ids\n100,4950\n", await File.ReadAllTextAsync(_host.Path("jobs/job-1/result.csv")));
        Assert.Equal(
            [("splitter", "split"), ("worker", "process"), ("aggregator", "check"), ("aggregator", "aggregate")],
            _host.Log.Select(line => (Text(line, "Function"), Text(line, "event"))).Distinct());
        Assert.All(_host.Log, EmbeddedMetricFormat.AssertValid);
        Assert.All(_host.Log, line => Assert.Equal("job-1", Text(line, "jobId")));
        Assert.Equal(100, _host.Log.Where(line => Text(line, "event") == "process").Sum(line => line.GetProperty("records").GetInt64()));
    }

    [Fact]
    public async Task Many_blocks_are_merged_in_groups()
    {
        WriteNumbers("data.csv", 1_000);
        var answer = await _host.RunAsync(FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) AS n, SUM(id) AS ids FROM dataset", blockSize: 8));
        Assert.Equal(1_000, answer.GetProperty("records").GetInt64());
        Assert.Equal("n,ids\n1000,499500\n", await File.ReadAllTextAsync(_host.Path("jobs/job-1/result.csv")));
        Assert.InRange(_host.Log.Count(line => Text(line, "event") == "merge"), 2, 10);
    }

    /// <summary>Step Functions takes payloads of 256 KiB, and no Catch sees one that is larger.</summary>
    [Fact]
    public async Task The_largest_job_is_split_and_read_back_in_small_answers()
    {
        const int MostPayload = 256 * 1024;
        _host.Write("data.csv", "id\n" + string.Concat(Enumerable.Range(1_000_000, 9_990).Select(id => $"{id}\n")));
        var split = await _host.InvokeAsync(
            FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) FROM dataset", blockSize: 8));
        var check = await _host.InvokeAsync(FunctionInvoker.Aggregator, """{"step":"check","jobId":"job-1","redrive":0}""");
        var blocks = split.GetProperty("pending").GetArrayLength();
        Assert.InRange(blocks, 9_900, 10_000);
        Assert.Equal(Enumerable.Range(0, blocks), check.GetProperty("pending").EnumerateArray().Select(number => number.GetInt32()));
        Assert.All([split, check], answer => Assert.InRange(answer.GetRawText().Length, 1, MostPayload));
    }

    [Fact]
    public async Task Every_step_may_be_invoked_twice()
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
    public async Task A_request_that_does_not_fit_the_dataset_leaves_no_job()
    {
        WriteNumbers("data.csv", 10);
        var error = await Assert.ThrowsAsync<InvalidRequestException>(
            () => _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT idd FROM dataset")));
        Assert.Contains("there is no column idd", error.Message, StringComparison.Ordinal);
        Assert.Null(await _host.Store.GetJobAsync("job-1"));
        var line = Assert.Single(_host.Log);
        Assert.Equal(("error", "InvalidRequestException", error.Message, 1), (Text(line, "level"), Text(line, "error"), Text(line, "cause"), line.GetProperty("Failures").GetInt32()));
    }

    [Fact]
    public async Task A_name_of_an_execution_that_makes_no_job_id_is_refused() => await Assert.ThrowsAsync<InvalidRequestException>(
        () => _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("../job", "SELECT 1 FROM dataset")));

    [Fact]
    public async Task Blocks_that_fail_for_good_are_noted_fail_the_job_and_are_done_again_after_a_redrive()
    {
        WriteNumbers("a.csv", 100);
        WriteNumbers("b.csv", 100);
        var whole = await File.ReadAllBytesAsync(_host.Path("b.csv"));
        var written = File.GetLastWriteTimeUtc(_host.Path("b.csv"));
        var split = await _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) AS n FROM dataset", blockSize: 200, dataset: "*.csv"));
        WriteNumbers("b.csv", 99);
        await _host.ProcessAsync(split);

        var error = await Assert.ThrowsAsync<BlocksFailedException>(() => _host.FinishAsync("job-1"));
        var job = await _host.Store.GetJobAsync("job-1");
        Assert.Equal((JobState.Failed, "BlocksFailedException", error.Message), (job!.State, job.Error, job.Cause));
        Assert.False(_host.HasResult("job-1"));
        var noted = _host.Log.Where(line => Text(line, "event") == "record failure").ToArray();
        Assert.Equal([2, 3], noted.Select(line => line.GetProperty("block").GetInt32()));
        Assert.All(noted, line => Assert.Equal("DatasetChangedException", Text(line, "error")));
        var block = await _host.Store.GetBlockAsync("job-1", 2);
        Assert.Equal(("DatasetChangedException", 1, 0), (block!.Failure!.Error, block.Failure.Attempts, block.Failure.Redrive));
        Assert.Contains("b.csv", block.Failure.Cause, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(_host.Path("b.csv"), whole);
        File.SetLastWriteTimeUtc(_host.Path("b.csv"), written);
        var answer = await _host.FinishAsync("job-1", redrive: 1);
        Assert.Equal(("complete", 200), (Text(answer, "state"), answer.GetProperty("records").GetInt64()));
    }

    [Fact]
    public async Task Failed_blocks_that_the_request_tolerates_make_the_result_incomplete()
    {
        WriteNumbers("a.csv", 100);
        WriteNumbers("b.csv", 100);
        var split = await _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) AS n FROM dataset", blockSize: 300, tolerate: 1, dataset: "*.csv"));
        Assert.Equal(2, split.GetProperty("pending").GetArrayLength());
        File.Move(_host.Path("b.csv"), _host.Path("b.away"));
        await _host.ProcessAsync(split);
        File.Move(_host.Path("b.away"), _host.Path("b.csv"));
        var answer = await _host.FinishAsync("job-1");
        Assert.Equal(("incomplete", 100), (Text(answer, "state"), answer.GetProperty("records").GetInt64()));
    }

    [Fact]
    public async Task A_worker_whose_time_is_used_up_says_so_and_leaves_nothing()
    {
        WriteNumbers("data.csv", 100);
        await _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset"));
        _host.Time = TimeSpan.Zero;

        var error = await Assert.ThrowsAsync<OutOfTimeException>(
            () => _host.InvokeAsync(FunctionInvoker.Worker, """{"jobId":"job-1","block":0,"redrive":0}"""));
        Assert.StartsWith("The time of worker is nearly used up: process of block 0 of job job-1 was ended after ", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"blockSize\"", error.Message, StringComparison.Ordinal);
        Assert.Null((await _host.Store.GetBlockAsync("job-1", 0))!.Receipt);
        Assert.Empty(FilesOf("job-1"));
        Assert.Equal("OutOfTimeException", Text(_host.Log[^1], "error"));

        _host.Time = TimeSpan.FromMinutes(15);
        await _host.InvokeAsync(FunctionInvoker.Worker, """{"jobId":"job-1","block":0,"redrive":0}""");
        Assert.Equal(100, (await _host.FinishAsync("job-1")).GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task An_aggregator_whose_time_is_used_up_publishes_nothing()
    {
        WriteNumbers("data.csv", 100);
        await _host.ProcessAsync(await _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset", blockSize: 40)));
        await _host.InvokeAsync(FunctionInvoker.Aggregator, """{"step":"check","jobId":"job-1","redrive":0}""");
        _host.Time = TimeSpan.Zero;
        await Assert.ThrowsAsync<OutOfTimeException>(
            () => _host.InvokeAsync(FunctionInvoker.Aggregator, """{"step":"aggregate","jobId":"job-1","merged":[]}"""));
        Assert.False(_host.HasResult("job-1"));

        _host.Time = TimeSpan.FromMinutes(15);
        Assert.Equal("complete", Text(await _host.FinishAsync("job-1"), "state"));
    }

    [Fact]
    public async Task A_failure_of_the_aggregator_is_put_on_record()
    {
        WriteNumbers("data.csv", 100);
        await _host.ProcessAsync(await _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset", blockSize: 40)));
        File.Delete(Directory.GetFiles(_host.Path("jobs/job-1/partials"))[0]);
        var error = await Assert.ThrowsAsync<DamagedPartialException>(() => _host.FinishAsync("job-1"));
        var job = await _host.Store.GetJobAsync("job-1");
        Assert.Equal((JobState.Failed, nameof(DamagedPartialException), error.Message), (job!.State, job.Error, job.Cause));
    }

    [Theory]
    [InlineData("""{"status":"FAILED","error":"OutOfTimeException","cause":"{\"errorType\":\"OutOfTimeException\",\"errorMessage\":\"No time.\"}"}""", JobState.Failed, "OutOfTimeException", "No time.")]
    [InlineData("""{"status":"FAILED","error":"States.Runtime","cause":"A path leads nowhere."}""", JobState.Failed, "States.Runtime", "A path leads nowhere.")]
    [InlineData("""{"status":"TIMED_OUT","error":null,"cause":null}""", JobState.Failed, "States.Timeout", "The execution took longer than the state machine allows. Raise its TimeoutSeconds or give the job more workers, then redrive it.")]
    [InlineData("""{"status":"ABORTED"}""", JobState.Stopped, null, "It was stopped before it was complete.")]
    [InlineData("""{"status":"ABORTED","error":"Operator","cause":"Wrong month."}""", JobState.Stopped, "Operator", "Wrong month.")]
    public async Task The_end_of_an_execution_is_put_on_record(string detail, JobState state, string? error, string cause)
    {
        WriteNumbers("data.csv", 10);
        await _host.InvokeAsync(FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset"));
        var end = $$"""{"step":"end","detail":{"name":"job-1",{{detail[1..]}}}""";
        Assert.Equal("{}", (await _host.InvokeAsync(FunctionInvoker.Aggregator, end)).GetRawText());
        var job = await _host.Store.GetJobAsync("job-1");
        Assert.Equal((state, error, cause), (job!.State, job.Error, job.Cause));
    }

    [Fact]
    public async Task The_end_of_an_execution_never_touches_a_result()
    {
        WriteNumbers("data.csv", 10);
        await _host.RunAsync(FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset"));
        await _host.InvokeAsync(FunctionInvoker.Aggregator, """{"step":"end","detail":{"name":"job-1","status":"TIMED_OUT"}}""");
        Assert.Equal(JobState.Complete, (await _host.Store.GetJobAsync("job-1"))!.State);
    }

    [Fact]
    public async Task The_end_of_an_execution_that_made_no_job_is_no_trouble() => Assert.Equal("{}", (await _host.InvokeAsync(
        FunctionInvoker.Aggregator, """{"step":"end","detail":{"name":"job-1","status":"FAILED","error":"InvalidRequestException"}}""")).GetRawText());

    [Fact]
    public async Task An_event_of_an_end_that_is_none_is_refused() => await Assert.ThrowsAsync<InvalidRequestException>(() => _host.InvokeAsync(
        FunctionInvoker.Aggregator, """{"step":"end","detail":{"name":"job-1","status":"RUNNING"}}"""));

    private void WriteNumbers(string name, int count) =>
        _host.Write(name, $"id\n{string.Concat(Enumerable.Range(0, count).Select(i => $"{i}\n"))}");

    private string[] FilesOf(string jobId) =>
        Directory.Exists(_host.Path($"jobs/{jobId}")) ? Directory.GetFiles(_host.Path($"jobs/{jobId}"), "*", SearchOption.AllDirectories) : [];

    private static string? Text(JsonElement json, string field) => json.GetProperty(field).GetString();
}
