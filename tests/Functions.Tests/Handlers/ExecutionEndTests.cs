using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>The event with which EventBridge announces the end of an execution.</summary>
public sealed class ExecutionEndTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private FunctionTestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await FunctionTestHost.CreateAsync(dynalite);
        _host.Write("data.csv", "id\n1\n2\n");
    }

    public Task DisposeAsync()
    {
        _host.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(
        """{"status":"FAILED","error":"OutOfTimeException","cause":"{\"errorMessage\":\"No time.\"}"}""",
        JobState.Failed, "OutOfTimeException", "No time.")]
    [InlineData(
        """{"status":"FAILED","error":"States.Runtime","cause":"A path does not exist."}""", JobState.Failed,
        "States.Runtime", "A path does not exist.")]
    [InlineData(
        """{"status":"TIMED_OUT","error":null,"cause":null}""", JobState.Failed, "States.Timeout",
        "The execution exceeded the state machine's timeout. Raise its TimeoutSeconds or give the job more " +
        "workers, then redrive it.")]
    [InlineData("""{"status":"ABORTED"}""", JobState.Stopped, null, "The job was stopped before it was complete.")]
    [InlineData(
        """{"status":"ABORTED","error":"Operator","cause":"Wrong month."}""", JobState.Stopped, "Operator",
        "Wrong month.")]
    public async Task The_end_of_an_execution_is_recorded(string detail, JobState state, string? error, string cause)
    {
        await _host.InvokeAsync(
            FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset"));
        var end = $$"""{"step":"end","detail":{"name":"job-1",{{detail[1..]}}}""";
        Assert.Equal("{}", (await _host.InvokeAsync(FunctionInvoker.Aggregator, end)).GetRawText());
        var job = await _host.Store.GetJobAsync("job-1");
        Assert.Equal((state, error, cause), (job!.State, job.Error, job.Cause));
    }

    [Fact]
    public async Task The_end_of_an_execution_does_not_change_a_completed_job()
    {
        await _host.RunAsync(FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset"));
        await _host.InvokeAsync(
            FunctionInvoker.Aggregator, """{"step":"end","detail":{"name":"job-1","status":"TIMED_OUT"}}""");
        Assert.Equal(JobState.Complete, (await _host.Store.GetJobAsync("job-1"))!.State);
    }

    [Fact]
    public async Task The_end_of_an_execution_without_a_job_is_ignored()
    {
        const string End =
            """{"step":"end","detail":{"name":"job-1","status":"FAILED","error":"InvalidRequestException"}}""";
        Assert.Equal("{}", (await _host.InvokeAsync(FunctionInvoker.Aggregator, End)).GetRawText());
    }

    [Fact]
    public async Task An_end_event_with_another_status_is_rejected()
    {
        const string End = """{"step":"end","detail":{"name":"job-1","status":"RUNNING"}}""";
        await Assert.ThrowsAsync<InvalidRequestException>(() => _host.InvokeAsync(FunctionInvoker.Aggregator, End));
    }
}
