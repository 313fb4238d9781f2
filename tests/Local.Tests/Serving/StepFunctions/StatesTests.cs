using System.Globalization;
using System.Net;
using System.Text;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>The calls of the Step Functions API.</summary>
[Trait("Speed", "Slow")]
public sealed class StatesTests : IDisposable
{
    private readonly StatesServer _states = new();

    public StatesTests()
    {
        _states.WriteData();
        _states.Served.Start();
    }

    public void Dispose() => _states.Dispose();

    [Fact]
    public async Task A_job_is_started_and_described_to_its_output()
    {
        var input = ServedRoot.Query(StatesServer.Sum, 1_000);
        var started = await _states.StartAsync("sums", input);
        Assert.Equal(["executionArn", "startDate"], started.EnumerateObject().Select(member => member.Name));
        Assert.Equal(StatesServer.Execution("sums"), started.GetProperty("executionArn").GetString());

        var ended = await _states.UntilAsync("sums", "SUCCEEDED");
        Assert.Equal(
            [
                "executionArn", "input", "inputDetails", "name", "output", "outputDetails", "redriveCount",
                "redriveStatus", "redriveStatusReason", "startDate", "stateMachineArn", "status", "stopDate",
            ],
            ended.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(started.GetProperty("executionArn").GetString(), ended.GetProperty("executionArn").GetString());
        Assert.Equal(StatesServer.Machine, ended.GetProperty("stateMachineArn").GetString());
        Assert.Equal("sums", ended.GetProperty("name").GetString());
        Assert.Equal(input, ended.GetProperty("input").GetString());
        Assert.True(ended.GetProperty("inputDetails").GetProperty("included").GetBoolean());
        Assert.True(ended.GetProperty("outputDetails").GetProperty("included").GetBoolean());
        Assert.Equal(
            (0, "NOT_REDRIVABLE"),
            (ended.GetProperty("redriveCount").GetInt32(), ended.GetProperty("redriveStatus").GetString()));
        var bytes = Encoding.UTF8.GetByteCount(_states.Served.Root.Read("data.csv"));
        Assert.Equal(
            """{"jobId":"sums","isDone":true,"state":"complete","resultPath":"jobs/sums/result.csv","rows":3,"""
                + $"\"records\":3000,\"rejected\":0,\"bytes\":{bytes}}}",
            ended.GetProperty("output").GetString());

        var job = await _states.Served.GetAsync("/jobs/sums");
        Assert.Equal(
            Seconds(job.GetProperty("startedAt").GetDateTimeOffset()), started.GetProperty("startDate").GetRawText());
        Assert.Equal(started.GetProperty("startDate").GetRawText(), ended.GetProperty("startDate").GetRawText());
        Assert.Equal(
            Seconds(job.GetProperty("endedAt").GetDateTimeOffset()), ended.GetProperty("stopDate").GetRawText());
    }

    [Fact]
    public async Task Metadata_only_omits_input_and_output()
    {
        await _states.StartAsync("sums", ServedRoot.Query(StatesServer.Sum));
        await _states.UntilAsync("sums", "SUCCEEDED");
        var described = await _states.CallAsync(
            "DescribeExecution", new { executionArn = StatesServer.Execution("sums"), includedData = "METADATA_ONLY" });
        Assert.False(described.GetProperty("inputDetails").GetProperty("included").GetBoolean());
        Assert.False(described.TryGetProperty("input", out _));
        Assert.False(described.TryGetProperty("output", out _));
        Assert.Equal("SUCCEEDED", described.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_repeated_start_returns_the_same_while_the_execution_runs()
    {
        _states.WriteLargeData();
        var input = ServedRoot.Query(StatesServer.Sum, 1_000);
        var first = await _states.StartAsync("one", input);
        Assert.Equal(first.GetRawText(), (await _states.StartAsync("one", input)).GetRawText());
        Assert.Equal(
            first.GetRawText(),
            (await _states.StartAsync("one", input.Replace(":", " : ", StringComparison.Ordinal))).GetRawText());
        var message = await _states.RejectedAsync("ExecutionAlreadyExists", "StartExecution", new
        {
            stateMachineArn = StatesServer.Machine,
            name = "one",
            input = ServedRoot.Query("SELECT 1 FROM dataset"),
        });
        Assert.Contains(StatesServer.Execution("one"), message, StringComparison.Ordinal);
        await _states.CallAsync("StopExecution", new { executionArn = StatesServer.Execution("one") });
        await _states.RejectedAsync(
            "ExecutionAlreadyExists",
            "StartExecution",
            new { stateMachineArn = StatesServer.Machine, name = "one", input });
        await _states.RejectedAsync(
            "ExecutionAlreadyExists",
            "StartExecution",
            new { stateMachineArn = StatesServer.Machine, name = "one", input = """{"a":"\ud800"}""" });
        Assert.Single((await _states.Served.GetAsync("/jobs")).GetProperty("jobs").EnumerateArray());
    }

    [Fact]
    public async Task Concurrent_starts_with_one_name_start_one_execution()
    {
        _states.WriteLargeData();
        var input = ServedRoot.Query(StatesServer.Sum, 1_000);
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _states.StartAsync("one", input)));
        Assert.Single(responses.Select(response => response.GetRawText()).Distinct());
    }

    [Fact]
    public async Task An_execution_without_a_name_gets_one()
    {
        var started = await _states.CallAsync(
            "StartExecution",
            new { stateMachineArn = StatesServer.Machine, input = ServedRoot.Query(StatesServer.Sum) });
        var name = started.GetProperty("executionArn").GetString()!.Split(':')[^1];
        Assert.True(Guid.TryParse(name, out _));
        await _states.UntilAsync(name, "SUCCEEDED");
        Assert.True(_states.Served.Root.Exists($"jobs/{name}/result.csv"));
    }

    [Theory]
    [InlineData(null, "dataset: ")]
    [InlineData("5", "request: ")]
    [InlineData("\"text\"", "request: ")]
    [InlineData("""["\ud800"]""", "request: ")]
    [InlineData("""{"dataset": "data.csv", "operation": {"type": "qury"}}""", "operation.type: ")]
    [InlineData("""{"dataset": "data.csv", "operation": {"type": "query", "sql": "SELEC 1"}}""", "operation.sql: ")]
    public async Task An_invalid_request_is_started_and_fails(string? input, string cause)
    {
        await _states.CallAsync(
            "StartExecution",
            input is null
                ? new { stateMachineArn = StatesServer.Machine, name = "odd" }
                : new { stateMachineArn = StatesServer.Machine, name = "odd", input });
        var failed = await _states.UntilAsync("odd", "FAILED");
        Assert.Equal(
            (input ?? "{}", "InvalidRequestException"),
            (failed.GetProperty("input").GetString(), failed.GetProperty("error").GetString()));
        Assert.Contains(cause, failed.GetProperty("cause").GetString(), StringComparison.Ordinal);
        Assert.Equal("REDRIVABLE", failed.GetProperty("redriveStatus").GetString());
        Assert.False(failed.TryGetProperty("output", out _));
        Assert.False(failed.TryGetProperty("redriveStatusReason", out _));

        // The jobs API, and so the page, can show it.
        var job = await _states.Served.GetAsync("/jobs/odd");
        Assert.Equal(
            ("failed", "InvalidRequestException"),
            (job.GetProperty("state").GetString(), job.GetProperty("error").GetString()));
        using var other = await _states.Served.PostAsync("/jobs?jobId=odd", ServedRoot.Query(StatesServer.Sum));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Fact]
    public async Task Deeply_nested_JSON_fails_only_its_own_execution()
    {
        await _states.StartAsync("deep", new string('[', 800) + new string(']', 800));
        await _states.StartAsync("next", ServedRoot.Query(StatesServer.Sum));
        await _states.UntilAsync("next", "SUCCEEDED");
        await _states.UntilAsync("deep", "FAILED");
        Assert.Contains(
            $"\"request\":{new string('[', 800)}",
            await _states.Served.Http.GetStringAsync("/jobs/deep"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_or_waiting_job_is_stopped_with_the_given_error_and_cause()
    {
        // Thousands of blocks: the job must not end before it is stopped, even on a busy machine.
        _states.WriteData(1_500_000);
        foreach (var name in (string[])["runs", "waits", "other"])
            await _states.StartAsync(name, ServedRoot.Query(StatesServer.Sum, 2_000));
        await _states.Served.UntilAsync("runs", "processing");
        Assert.Equal(
            "Execution is RUNNING and cannot be redriven.",
            (await _states.DescribeAsync("runs")).GetProperty("redriveStatusReason").GetString());
        foreach (var name in (string[])["waits", "runs"])
        {
            var stopped = await _states.CallAsync(
                "StopExecution",
                new { executionArn = StatesServer.Execution(name), error = "Enough", cause = "It is late." });
            var described = await _states.DescribeAsync(name);
            Assert.Equal(
                ("ABORTED", "Enough", "It is late.", "REDRIVABLE"),
                (
                    described.GetProperty("status").GetString(),
                    described.GetProperty("error").GetString(),
                    described.GetProperty("cause").GetString(),
                    described.GetProperty("redriveStatus").GetString()));
            Assert.Equal(stopped.GetProperty("stopDate").GetRawText(), described.GetProperty("stopDate").GetRawText());
            Assert.Equal(
                "It is late.", (await _states.Served.GetAsync($"/jobs/{name}")).GetProperty("cause").GetString());

            var again = await _states.CallAsync(
                "StopExecution", new { executionArn = StatesServer.Execution(name), error = "Other" });
            Assert.Equal(stopped.GetRawText(), again.GetRawText());
            Assert.Equal("Enough", (await _states.DescribeAsync(name)).GetProperty("error").GetString());
        }
        await _states.CallAsync("StopExecution", new { executionArn = StatesServer.Execution("other") });
        Assert.False((await _states.DescribeAsync("other")).TryGetProperty("error", out _));
        Assert.False(_states.Served.Root.Exists("jobs/runs/result.csv"));
    }

    private static string Seconds(DateTimeOffset time) =>
        (time.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);
}
