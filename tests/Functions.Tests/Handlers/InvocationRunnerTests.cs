using Amazon.Lambda.TestUtilities;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Logging;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>How a failure is named, logged and recorded in the job's manifest.</summary>
public sealed class InvocationRunnerTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private const int InputOutputError = 5;
    private const int PermissionDenied = 13;

    private FunctionTestHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await FunctionTestHost.CreateAsync(dynalite);
        _host.Write("data.csv", "id\n1\n");
        await _host.InvokeAsync(
            FunctionInvoker.Splitter, FunctionTestHost.SplitInput("job-1", "SELECT id FROM dataset"));
    }

    public Task DisposeAsync()
    {
        _host.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_transient_file_system_error_gets_the_name_that_is_retried()
    {
        await Assert.ThrowsAsync<StorageBusyException>(
            () => FailAsync(new IOException("Input/output error", InputOutputError)));
        Assert.Equal("StorageBusyException", _host.Log[^1].GetProperty("error").GetString());
        await Assert.ThrowsAsync<IOException>(() => FailAsync(new IOException("Permission denied", PermissionDenied)));
    }

    [Fact]
    public async Task A_transient_failure_is_not_recorded()
    {
        await Assert.ThrowsAsync<ManifestsBusyException>(() => FailAsync(new ManifestsBusyException("No room.")));
        Assert.Equal(JobState.Processing, (await JobAsync()).State);
        await Assert.ThrowsAsync<JobNotFoundException>(() => FailAsync(new JobNotFoundException("job-2")));
        Assert.Equal((JobState.Failed, "JobNotFoundException"), ((await JobAsync()).State, (await JobAsync()).Error));
    }

    [Fact]
    public async Task A_failure_that_cannot_be_recorded_is_still_reported()
    {
        var error = await Assert.ThrowsAsync<OutOfTimeException>(
            () => FailAsync(new OperationCanceledException(), TimeSpan.Zero));
        Assert.IsType<OperationCanceledException>(error.InnerException);
        Assert.Equal(
            ["failure not recorded", "check"],
            _host.Log.TakeLast(2).Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(JobState.Processing, (await JobAsync()).State);
    }

    [Fact]
    public async Task A_cancellation_before_the_deadline_is_not_reported_as_out_of_time() =>
        await Assert.ThrowsAsync<TaskCanceledException>(() => FailAsync(new TaskCanceledException()));

    private Task<int> FailAsync(Exception error, TimeSpan? time = null)
    {
        var context = new TestLambdaContext
        {
            FunctionName = "aggregator",
            RemainingTime = time ?? TimeSpan.FromMinutes(1),
        };
        return new InvocationRunner(_host.Services, context, new LogLine("aggregator", "check", "job-1"))
        {
            EndsJob = true,
        }
            .RunAsync<int>(_ => throw error);
    }

    private async Task<JobManifest> JobAsync() => (await _host.Store.GetJobAsync("job-1"))!;
}
