using System.Net;
using System.Net.Sockets;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Manifests;
using static Pipeline.Functions.Tests.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>What callers hear when no attempt helps.</summary>
public sealed class BusyTableTests(Dynalite dynalite) : IClassFixture<Dynalite>
{
    [Theory]
    [InlineData(Fault.Throttle)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.WrongChecksum)]
    public async Task A_table_that_is_busy_at_every_attempt_is_said_to_be(Fault fault)
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite, FaultyProxy.Always(fault));
        var busy = await Assert.ThrowsAsync<ManifestsBusyException>(() => table.Store.GetJobAsync("a"));
        Assert.StartsWith($"Table {table.Name} could not be used at 10 attempts", busy.Message, StringComparison.Ordinal);
        Assert.Equal(Backoff.Attempts, table.Proxy.Requests["GetItem"]);
        // Nine waits of at most 50, 100, … 3,200, 5,000, 5,000 ms.
        Assert.InRange(table.Clock.Waited, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(16_350));
    }

    [Fact]
    public async Task Blocks_for_which_there_is_never_room_leave_the_table_busy()
    {
        await using var table = await ProxiedTable.CreateAsync(
            dynalite, operation => Task.FromResult(operation == "BatchWriteItem" ? Fault.Unprocessed : Fault.None));
        await table.Store.CreateJobAsync(Job("a"));
        await Assert.ThrowsAsync<ManifestsBusyException>(() => table.Store.AddBlocksAsync([Block("a", 0), Block("a", 1), Block("a", 2)]));
    }

    [Theory]
    [InlineData(Fault.DropBefore)]
    [InlineData(Fault.DropAfter)]
    [InlineData(Fault.CutAnswer)]
    public async Task A_connection_that_is_dropped_at_every_attempt_is_a_table_that_is_busy(Fault fault)
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite, FaultyProxy.Always(fault));
        await Assert.ThrowsAsync<ManifestsBusyException>(() => table.Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_asked_for_again()
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
    public async Task A_connection_that_cannot_be_made_is_a_table_that_is_busy()
    {
        using var client = dynalite.CreateClient(NobodyThere());
        var store = new DynamoDbManifestStore(client, "manifests", new InstantClock(), keepDays: 0);
        var busy = await Assert.ThrowsAsync<ManifestsBusyException>(() => store.GetJobAsync("a"));
        Assert.Contains("refused", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cancels_while_the_table_is_busy_is_not_kept_waiting()
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
    public async Task A_table_that_is_not_there_is_named()
    {
        using var client = dynalite.CreateClient();
        var store = new DynamoDbManifestStore(client, "nowhere", TimeProvider.System, keepDays: 0);
        var refused = await Assert.ThrowsAsync<ManifestStoreException>(() => store.CreateJobAsync(Job("a")));
        Assert.StartsWith($"There is no table nowhere in {dynalite.Endpoint}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("that the stack is deployed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_is_told_what_to_give_it()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite, FaultyProxy.Always(Fault.Forbidden));
        var refused = await Assert.ThrowsAsync<ManifestStoreException>(() => table.Store.GetJobAsync("a"));
        Assert.Contains("may not be used so: The proxy says so. Give the role", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, table.Proxy.Requests["GetItem"]);
    }

    [Fact]
    public async Task An_item_that_is_too_large_is_refused_with_what_to_do()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite);
        var job = Job("a") with { Cause = new string('x', 400 * 1024) };
        var refused = await Assert.ThrowsAsync<ManifestStoreException>(() => table.Store.CreateJobAsync(job));
        Assert.Contains("an item would be larger than DynamoDB takes, 400 KB.", refused.Message, StringComparison.Ordinal);
        await table.Store.CreateJobAsync(Job("a"));
        refused = await Assert.ThrowsAsync<ManifestStoreException>(() => table.Store.SaveJobAsync(job, job.State));
        Assert.Contains("an item would be larger than DynamoDB takes, 400 KB.", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A place where a moment ago somebody listened.</summary>
    private static Uri NobodyThere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
