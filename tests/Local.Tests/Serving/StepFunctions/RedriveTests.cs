namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>Redrives and lists in the Step Functions API.</summary>
public sealed class RedriveTests : IDisposable
{
    private const string LateRequest =
        """{"dataset": "late.csv", "operation": {"type": "query", "sql": "SELECT COUNT(*) AS n FROM dataset"}}""";

    private readonly StatesServer _states = new();

    public RedriveTests()
    {
        _states.WriteData();
        _states.Served.Start();
    }

    public void Dispose() => _states.Dispose();

    [Fact]
    public async Task A_failed_execution_is_redriven_once_the_cause_is_fixed()
    {
        await _states.StartAsync("late", LateRequest);
        var failed = await _states.UntilAsync("late", "FAILED");
        Assert.Equal("DatasetUnavailableException", failed.GetProperty("error").GetString());
        Assert.False(failed.TryGetProperty("redriveDate", out _));

        _states.Served.Root.Write("late.csv", "x\n1\n2\n");
        var redrive = new { executionArn = StatesServer.Execution("late"), clientToken = "a-token-of-mine" };
        var redriven = await _states.CallAsync("RedriveExecution", redrive);
        var ended = await _states.UntilAsync("late", "SUCCEEDED");
        Assert.Equal(
            (1, redriven.GetProperty("redriveDate").GetRawText()),
            (ended.GetProperty("redriveCount").GetInt32(), ended.GetProperty("redriveDate").GetRawText()));
        Assert.Equal(failed.GetProperty("startDate").GetRawText(), ended.GetProperty("startDate").GetRawText());
        Assert.True(redriven.GetProperty("redriveDate").GetDecimal() >= failed.GetProperty("stopDate").GetDecimal());
        Assert.False(ended.TryGetProperty("error", out _));

        Assert.Equal(redriven.GetRawText(), (await _states.CallAsync("RedriveExecution", redrive)).GetRawText());
        var message = await _states.RejectedAsync(
            "ExecutionNotRedrivable", "RedriveExecution", new { executionArn = StatesServer.Execution("late") });
        Assert.Equal(message, ended.GetProperty("redriveStatusReason").GetString());
        await _states.RejectedAsync(
            "ExecutionNotRedrivable", "RedriveExecution", redrive with { clientToken = "another" });
    }

    [Fact]
    public async Task A_job_of_the_command_is_an_execution_and_can_be_redriven()
    {
        var root = _states.Served.Root;
        root.Write("late.csv", "x\nnone\n");
        Assert.Equal(
            1,
            (await root.RunAsync(
                "run",
                root.Write("r.json", LateRequest.Replace("COUNT(*)", "SUM(x)", StringComparison.Ordinal)),
                "--types",
                "x=number",
                "--job",
                "by-hand")).ExitCode);
        var failed = await _states.DescribeAsync("by-hand");
        Assert.Equal("FAILED", failed.GetProperty("status").GetString());
        await _states.RejectedAsync("ExecutionAlreadyExists", "StartExecution", new
        {
            stateMachineArn = StatesServer.Machine,
            name = "by-hand",
            input = failed.GetProperty("input").GetString(),
        });

        var redriven = await _states.CallAsync(
            "RedriveExecution", new { executionArn = StatesServer.Execution("by-hand") });
        var again = await _states.UntilAsync("by-hand", "FAILED");
        Assert.Equal(
            (1, redriven.GetProperty("redriveDate").GetRawText(), failed.GetProperty("startDate").GetRawText()),
            (
                again.GetProperty("redriveCount").GetInt32(),
                again.GetProperty("redriveDate").GetRawText(),
                again.GetProperty("startDate").GetRawText()));
    }

    [Fact]
    public async Task Executions_are_listed_page_by_page_and_filtered()
    {
        var root = _states.Served.Root;
        Assert.Equal(
            0,
            (await root.RunAsync(
                "run", root.Write("r.json", ServedRoot.Query(StatesServer.Sum)), "--job", "by-hand")).ExitCode);
        foreach (var name in (string[])["first", "second", "third"])
            await _states.StartAsync(name, ServedRoot.Query(StatesServer.Sum));
        await _states.StartAsync("late", LateRequest);
        await _states.UntilAsync("late", "FAILED");
        await _states.CallAsync("RedriveExecution", new { executionArn = StatesServer.Execution("late") });
        await _states.UntilAsync("late", "FAILED");

        string[] all = ["late", "third", "second", "first", "by-hand"];
        foreach (var size in (int[])[1, 2, 3])
        {
            var found = new List<string?>();
            string? nextToken = null;
            do
            {
                var page = await _states.CallAsync(
                    "ListExecutions", new { stateMachineArn = StatesServer.Machine, maxResults = size, nextToken });
                Assert.True(page.GetProperty("executions").GetArrayLength() <= size);
                var names = page.GetProperty("executions").EnumerateArray();
                found.AddRange(names.Select(execution => execution.GetProperty("name").GetString()));
                nextToken = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
            }
            while (nextToken is not null);
            Assert.Equal(all, found);
        }
        Assert.Equal(all, await _states.ListAsync(new { stateMachineArn = StatesServer.Machine, maxResults = 0 }));
        Assert.Equal(all[1..], await _states.ListAsync(
            new { stateMachineArn = StatesServer.Machine, statusFilter = "SUCCEEDED" }));
        Assert.Equal(
            all[..1], await _states.ListAsync(new { stateMachineArn = StatesServer.Machine, statusFilter = "FAILED" }));
        Assert.Empty(
            await _states.ListAsync(new { stateMachineArn = StatesServer.Machine, statusFilter = "TIMED_OUT" }));
        Assert.Equal(all[..1], await _states.ListAsync(
            new { stateMachineArn = StatesServer.Machine, redriveFilter = "REDRIVEN" }));
        Assert.Equal(all[1..], await _states.ListAsync(
            new { stateMachineArn = StatesServer.Machine, redriveFilter = "NOT_REDRIVEN" }));
        Assert.Empty(await _states.ListAsync(
            new { stateMachineArn = StatesServer.Machine, redriveFilter = "REDRIVEN", statusFilter = "SUCCEEDED" }));

        var late = (await _states.CallAsync(
            "ListExecutions",
            new { stateMachineArn = StatesServer.Machine, maxResults = 1 })).GetProperty("executions")[0];
        var described = await _states.DescribeAsync("late");
        Assert.All(late.EnumerateObject(), member => Assert.Equal(
            described.GetProperty(member.Name).GetRawText(), member.Value.GetRawText()));
        Assert.Equal(
            ["executionArn", "name", "redriveCount", "redriveDate", "startDate", "stateMachineArn", "status",
                "stopDate"],
            late.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }
}
