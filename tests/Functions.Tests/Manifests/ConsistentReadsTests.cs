using Pipeline.Core.Manifests;
using Pipeline.TestKit.Manifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>Reads are strongly consistent: they see every earlier write.</summary>
public sealed class ConsistentReadsTests(Dynalite dynalite) : IClassFixture<Dynalite>
{
    [Fact]
    public async Task Every_read_of_the_table_is_strongly_consistent()
    {
        await using var table = await ProxiedTable.CreateAsync(dynalite);
        var store = table.Store;
        await store.CreateJobAsync(SampleManifests.Job("a"));
        await store.CreateJobAsync(SampleManifests.Job("a"));
        await store.AddBlocksAsync([SampleManifests.Block("a", 0), SampleManifests.Block("a", 1)]);
        await store.SaveJobAsync(SampleManifests.Job("a") with { State = JobState.Processing }, JobState.Splitting);
        await store.AddBlocksAsync([SampleManifests.Block("a", 0), SampleManifests.Block("a", 1)]);
        await store.PutReceiptAsync("a", 0, SampleManifests.Receipt());
        await store.PutReceiptAsync("a", 0, SampleManifests.Receipt() with { Records = 9 });
        Assert.NotNull(await store.GetBlockAsync("a", 0));
        var listed = 0;
        await foreach (var block in store.ListBlocksAsync("a"))
            listed += 1;

        Assert.Equal(2, listed);
        Assert.InRange(table.Proxy.Requests["GetItem"] + table.Proxy.Requests["Query"], 3, 100);
        Assert.Empty(table.Proxy.EventuallyConsistentReads);
    }
}
