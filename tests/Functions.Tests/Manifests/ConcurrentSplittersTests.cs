using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>
/// Several splitters of one job, as when one was presumed dead: none erases what another has written.
/// </summary>
public sealed class ConcurrentSplittersTests(Dynalite dynalite) : IClassFixture<Dynalite>
{
    private static readonly BlockManifest[] Plan = [.. Enumerable.Range(0, 60).Select(number => Block("a", number))];

    [Fact]
    public async Task A_new_job_gets_its_blocks_in_batches()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite);
        await table.Store.CreateJobAsync(Job("a"));
        await table.Store.AddBlocksAsync(Plan);
        Assert.Equal(3, table.Proxy.Requests["BatchWriteItem"]);
        Assert.Equal(1, table.Proxy.Requests["PutItem"]);
    }

    [Fact]
    public async Task Blocks_that_another_splitter_left_out_are_put_one_by_one()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite);
        await table.Direct.CreateJobAsync(Job("a"));
        await table.Direct.AddBlocksAsync(Plan[..50]);
        await table.Store.AddBlocksAsync(Plan);
        Assert.DoesNotContain("BatchWriteItem", table.Proxy.Requests.Keys);
        Assert.Equal(10, table.Proxy.Requests["PutItem"]);
        Assert.Equal(Plan.Length, await CountAsync(table));
    }

    [Fact]
    public async Task A_job_that_is_not_splitting_gets_its_blocks_one_by_one()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite);
        await table.Direct.CreateJobAsync(Job("a"));
        await table.Direct.SaveJobAsync(Job("a") with { State = JobState.Failed }, JobState.Splitting);
        await table.Store.AddBlocksAsync(Plan);
        Assert.DoesNotContain("BatchWriteItem", table.Proxy.Requests.Keys);
        Assert.Equal(Plan.Length, await CountAsync(table));
    }

    [Theory]
    [InlineData(Fault.Throttle)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.DropBefore)]
    public async Task A_late_splitter_erases_no_receipt(Fault delay)
    {
        await using var table = await OvertakenAsync(delay);
        Assert.DoesNotContain(null, await ReceiptsAsync(table));
    }

    [Fact]
    public async Task A_batch_in_flight_resets_its_own_blocks_only()
    {
        await using var table = await OvertakenAsync(Fault.Unprocessed);
        // The proxy forwards every other item of the first batch, and no second batch follows.
        Assert.Equal(1, table.Proxy.Requests["BatchWriteItem"]);
        Assert.All((await ReceiptsAsync(table)).Select((receipt, number) => (receipt, number)), block =>
            Assert.Equal(block.number < 25 && block.number % 2 == 1, block.receipt is null));
    }

    [Fact]
    public async Task A_late_splitter_with_another_plan_is_rejected()
    {
        ProxiedTable? table = null;
        await using var created = table = await ProxiedTable.CreateAsync(dynalite, async operation =>
        {
            if (operation != "BatchWriteItem")
                return Fault.None;
            await table!.Direct.AddBlocksAsync(Plan);
            await table.Direct.SaveJobAsync(Job("a") with { State = JobState.Processing }, JobState.Splitting);
            return Fault.Throttle;
        });
        await table.Direct.CreateJobAsync(Job("a"));
        var changed = Plan[1] with { Ranges = Plan[7].Ranges };
        var conflict = await Assert.ThrowsAsync<JobConflictException>(
            () => table.Store.AddBlocksAsync([Plan[0], changed]));
        Assert.Contains("block 1", conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concurrent_splitters_write_one_plan()
    {
        await using var table = await ProxiedTable.CreateAsync(
            dynalite, FaultyProxy.AtRandom(seed: 3, share: 0.2), TimeSpan.FromMilliseconds(5));
        await table.Store.CreateJobAsync(Job("a"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => table.Store.AddBlocksAsync(Plan)));
        Assert.Equal(Plan.Length, await CountAsync(table));
    }

    /// <summary>
    /// While the first batch of a splitter is delayed, another one writes the same plan and advances the job, and every
    /// block gets its receipt.
    /// </summary>
    private async Task<ProxiedTable> OvertakenAsync(Fault delay)
    {
        ProxiedTable? table = null;
        var overtaking = new Lazy<Task>(OvertakeAsync);
        table = await ProxiedTable.CreateAsync(dynalite, async operation =>
        {
            if (operation != "BatchWriteItem")
                return Fault.None;
            await overtaking.Value;
            return delay;
        });
        await table.Direct.CreateJobAsync(Job("a"));
        await table.Store.AddBlocksAsync(Plan[..25]);
        return table;

        async Task OvertakeAsync()
        {
            await table!.Direct.AddBlocksAsync(Plan);
            await table.Direct.SaveJobAsync(Job("a") with { State = JobState.Processing }, JobState.Splitting);
            foreach (var block in Plan)
                await table.Direct.PutReceiptAsync("a", block.Number, Receipt());
        }
    }

    private static async Task<List<Receipt?>> ReceiptsAsync(ProxiedTable table)
    {
        var receipts = new List<Receipt?>();
        await foreach (var block in table.Direct.ListBlocksAsync("a"))
            receipts.Add(block.Receipt);
        return receipts;
    }

    private static async Task<int> CountAsync(ProxiedTable table)
    {
        var numbers = new List<int>();
        await foreach (var block in table.Direct.ListBlocksAsync("a"))
            numbers.Add(block.Number);
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
        return numbers.Count;
    }
}
