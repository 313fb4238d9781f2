using System.Net;
using System.Net.Sockets;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Manifests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>The errors that callers get when every attempt fails.</summary>
public sealed class BusyTableTests(Dynalite dynalite) : IClassFixture<Dynalite>
{
    [Theory]
    [InlineData(Fault.Throttle)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.WrongChecksum)]
    public async Task A_table_that_fails_every_attempt_is_reported_as_busy(Fault fault)
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite, FaultyProxy.Always(fault));
        var busy = await Assert.ThrowsAsync<ManifestsBusyException>(() => table.Store.GetJobAsync("a"));
        Assert.StartsWith($"Table {table.Name}: 10 attempts failed.", busy.Message, StringComparison.Ordinal);
        Assert.Equal(Backoff.Attempts, table.Proxy.Requests["GetItem"]);
        // Nine waits of at most 50, 100, … 3,200, 5,000, 5,000 ms.
        Assert.InRange(table.Clock.Waited, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(16_350));
    }

    [Fact]
    public async Task Blocks_that_are_never_processed_are_reported_as_a_busy_table()
    {
        await using var table = await ProxiedTable.CreateAsync(
            dynalite, operation => Task.FromResult(operation == "BatchWriteItem" ? Fault.Unprocessed : Fault.None));
        await table.Store.CreateJobAsync(Job("a"));
        await Assert.ThrowsAsync<ManifestsBusyException>(
            () => table.Store.AddBlocksAsync([Block("a", 0), Block("a", 1), Block("a", 2)]));
    }

    [Theory]
    [InlineData(Fault.DropBefore)]
    [InlineData(Fault.DropAfter)]
    [InlineData(Fault.TruncatedResponse)]
    public async Task A_connection_that_drops_at_every_attempt_is_reported_as_a_busy_table(Fault fault)
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite, FaultyProxy.Always(fault));
        await Assert.ThrowsAsync<ManifestsBusyException>(() => table.Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task A_request_that_times_out_is_retried()
    {
        var requests = 0;
        await using var table = await ProxiedTable.CreateAsync(
            dynalite,
            _ => Task.FromResult(Interlocked.Increment(ref requests) < 3 ? Fault.Slow : Fault.None),
            delay: TimeSpan.FromMinutes(1),
            change: settings => settings.Timeout = TimeSpan.FromMilliseconds(200));
        Assert.Null(await table.Store.GetJobAsync("a"));
        Assert.Equal(3, table.Proxy.Requests["GetItem"]);
    }

    [Fact]
    public async Task A_refused_connection_is_reported_as_a_busy_table()
    {
        using var client = dynalite.CreateClient(UnusedEndpoint());
        var store = new DynamoDbManifestStore(client, "manifests", new InstantClock(), keepDays: 0);
        var busy = await Assert.ThrowsAsync<ManifestsBusyException>(() => store.GetJobAsync("a"));
        Assert.Contains("refused", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait_for_a_busy_table()
    {
        using var cancel = new CancellationTokenSource();
        await using var table = await ProxiedTable.CreateAsync(dynalite, async _ =>
        {
            await cancel.CancelAsync();
            return Fault.Throttle;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.Store.GetJobAsync("a", cancel.Token));
        Assert.Equal(1, table.Proxy.Requests["GetItem"]);
    }

    [Fact]
    public async Task A_missing_table_is_named()
    {
        using var client = dynalite.CreateClient();
        var store = new DynamoDbManifestStore(client, "nowhere", TimeProvider.System, keepDays: 0);
        var rejected = await Assert.ThrowsAsync<ManifestStoreException>(() => store.CreateJobAsync(Job("a")));
        Assert.StartsWith(
            $"Table nowhere does not exist in {dynalite.Endpoint}", rejected.Message, StringComparison.Ordinal);
        Assert.Contains("that the stack is deployed", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_role_is_reported_with_the_fix()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite, FaultyProxy.Always(Fault.Forbidden));
        var rejected = await Assert.ThrowsAsync<ManifestStoreException>(() => table.Store.GetJobAsync("a"));
        Assert.Contains(
            "is denied: Injected by a test. Give the function's role", rejected.Message, StringComparison.Ordinal);
        Assert.Equal(1, table.Proxy.Requests["GetItem"]);
    }

    [Fact]
    public async Task An_item_that_is_too_large_is_rejected_with_the_fix()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite);
        var job = Job("a") with { Cause = new string('x', 400 * 1024) };
        var rejected = await Assert.ThrowsAsync<ManifestStoreException>(() => table.Store.CreateJobAsync(job));
        Assert.Contains("an item would exceed DynamoDB's limit of 400 KB.", rejected.Message, StringComparison.Ordinal);
        await table.Store.CreateJobAsync(Job("a"));
        rejected = await Assert.ThrowsAsync<ManifestStoreException>(() => table.Store.SaveJobAsync(job, job.State));
        Assert.Contains("an item would exceed DynamoDB's limit of 400 KB.", rejected.Message, StringComparison.Ordinal);
    }

    /// <summary>An address on which nothing listens any more.</summary>
    private static Uri UnusedEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
