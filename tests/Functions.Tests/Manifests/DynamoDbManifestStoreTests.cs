using System.Diagnostics;
using System.Globalization;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;
using Pipeline.TestKit.Manifests;
using Xunit.Abstractions;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Manifests;

public sealed class DynamoDbManifestStoreTests(Dynalite dynalite, ITestOutputHelper output)
    : ManifestStoreContract, IClassFixture<Dynalite>, IAsyncLifetime
{
    private const int KeepDays = 30;

    private ProxiedTable _table = null!;

    protected override IManifestStore Store => _table.Store;

    public async Task InitializeAsync() => _table = await ProxiedTable.CreateAsync(dynalite, keepDays: KeepDays);

    public async Task DisposeAsync() => await _table.DisposeAsync();

    [Fact]
    public async Task The_item_of_a_job_shows_its_state_in_the_console()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.SaveJobAsync(
            Job("a") with { State = JobState.Failed, Error = "BadRecordException", Cause = "a.csv" },
            JobState.Splitting);
        var item = await _table.ItemAsync("a", "job");
        Assert.Equal("job", item["kind"].S);
        Assert.Equal("2026-11-23T23:10:05.0000000Z", item["createdAt"].S);
        Assert.Equal(("failed", "BadRecordException", "a.csv"), (item["state"].S, item["error"].S, item["cause"].S));
        await Store.SaveJobAsync(Job("a").InState(JobState.Processing), JobState.Failed);
        Assert.DoesNotContain("error", (await _table.ItemAsync("a", "job")).Keys);
    }

    [Fact]
    public async Task The_index_holds_no_blocks()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("a", 42)]);
        Assert.DoesNotContain("kind", (await _table.ItemAsync("a", "block#00042")).Keys);
        Assert.Equal("a", Assert.Single(await Store.ListJobsAsync(100)).JobId);
    }

    [Fact]
    public async Task Every_write_postpones_the_expiry_of_its_item()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("a", 0)]);
        await AssertExpiresAsync("job", KeepDays);
        await AssertExpiresAsync("block#00000", KeepDays);

        using var client = dynalite.CreateClient();
        var longer = new DynamoDbManifestStore(client, _table.Name, TimeProvider.System, keepDays: 90);
        await longer.SaveJobAsync(Job("a"), JobState.Splitting);
        await longer.PutReceiptAsync("a", 0, Receipt());
        await AssertExpiresAsync("job", 90);
        await AssertExpiresAsync("block#00000", 90);

        var forever = new DynamoDbManifestStore(client, _table.Name, TimeProvider.System, keepDays: 0);
        await forever.SaveJobAsync(Job("a"), JobState.Splitting);
        Assert.DoesNotContain("expiresAt", (await _table.ItemAsync("a", "job")).Keys);
    }

    [Fact]
    public async Task More_than_a_page_of_blocks_is_read_page_by_page()
    {
        // Random names do not compress, so each item has about 50 kB.
        var random = new Random(1);
        var blocks = Enumerable.Range(0, 60).Select(number => Block("a", number, new FileRange(
            new DatasetFile(Convert.ToHexString(Bytes(random, 50_000)), new Fingerprint(10, 1, "0f")),
            new ByteRange(0, 10)))).ToArray();
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync(blocks);
        _table.Proxy.Requests.Clear();
        Assert.Equal(
            blocks.Select(block => block.Ranges.Single()), (await List("a")).Select(block => block.Ranges.Single()));
        // 3 MB in pages of 1 MB.
        Assert.InRange(_table.Proxy.Requests["Query"], 3, 5);
    }

    [Fact]
    public async Task More_than_a_page_of_jobs_is_read_page_by_page()
    {
        for (var minute = 0; minute < 30; minute++)
            await Store.CreateJobAsync(
                Job($"job{minute}") with { CreatedAt = Now.AddMinutes(minute), Cause = new string('x', 60_000) });
        Assert.Equal(
            Enumerable.Range(0, 30).Select(minute => $"job{29 - minute}"),
            (await Store.ListJobsAsync(100)).Select(job => job.JobId));
        Assert.Equal(25, (await Store.ListJobsAsync(25)).Count);
        Assert.Empty(await Store.ListJobsAsync(0));
    }

    [Fact]
    public async Task Ten_thousand_blocks_are_written_and_read_in_under_ten_seconds()
    {
        var blocks = Enumerable.Range(0, 10_000).Select(number => Block("a", number)).ToArray();
        await Store.CreateJobAsync(Job("a"));
        var start = Stopwatch.GetTimestamp();
        await _table.Direct.AddBlocksAsync(blocks);
        var written = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var count = (await List("a")).Count;
        output.WriteLine(
            $"10,000 blocks written in {written.TotalSeconds:0.00} s, "
            + $"read in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s.");
        Assert.Equal(10_000, count);
        Assert.InRange(written, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Each_role_needs_exactly_the_actions_of_its_policy()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        await Store.AddBlocksAsync([Block("a", 1), Block("a", 2)]);
        await Store.SaveJobAsync(Job("a") with { State = JobState.Processing }, JobState.Splitting);
        AssertRequested("BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem");

        await Store.GetJobAsync("a");
        await Store.GetBlockAsync("a", 0);
        await Store.PutFailureAsync("a", 0, 0, new BlockFailure("IOException", "gone", 1));
        await Store.PutReceiptAsync("a", 0, Receipt());
        await Store.PutReceiptAsync("a", 0, Receipt());
        AssertRequested("GetItem", "UpdateItem");

        await Store.GetJobAsync("a");
        var blocks = await List("a");
        await Store.ExtendBlockAsync(blocks[0].Extended());
        await Store.ReviseBlockAsync(blocks[1].Revised(blocks[1].Ranges));
        await Store.SaveJobAsync(Job("a") with { State = JobState.Merging }, JobState.Processing);
        AssertRequested("GetItem", "Query", "UpdateItem");
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private void AssertRequested(params string[] operations)
    {
        Assert.Equal(operations, _table.Proxy.Requests.Keys.Order());
        _table.Proxy.Requests.Clear();
    }

    private async Task AssertExpiresAsync(string item, int days)
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse((await _table.ItemAsync("a", item))["expiresAt"].N, CultureInfo.InvariantCulture));
        Assert.InRange(
            expires - _table.Clock.GetUtcNow(), TimeSpan.FromDays(days) - TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(days));
    }
}
