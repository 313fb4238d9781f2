using Pipeline.Core.Manifests;
using Pipeline.TestKit.Manifests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>Runs the contract while one request in four fails.</summary>
[Trait("Speed", "Slow")]
public sealed class FaultyManifestStoreTests(
    Dynalite dynalite) : ManifestStoreContract, IClassFixture<Dynalite>, IAsyncLifetime
{
    private ProxiedTable _table = null!;

    protected override IManifestStore Store => _table.Store;

    public async Task InitializeAsync() =>
        _table = await ProxiedTable.CreateAsync(
            dynalite, FaultyProxy.AtRandom(seed: 7, share: 0.25), TimeSpan.FromMilliseconds(20));

    public async Task DisposeAsync() => await _table.DisposeAsync();

    [Fact]
    public async Task A_job_with_many_workers_survives_every_fault()
    {
        const int Blocks = 1000;
        await using var table = await ProxiedTable.CreateAsync(
            dynalite, FaultyProxy.InTurn(every: 4), TimeSpan.FromMilliseconds(20));
        var store = table.Store;
        await store.CreateJobAsync(Job("a"));
        await store.AddBlocksAsync([.. Enumerable.Range(0, Blocks).Select(number => Block("a", number))]);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16 };
        await Parallel.ForAsync(0, Blocks, options, async (number, cancel) =>
            Assert.Equal(
                number,
                (await store.PutReceiptAsync("a", number, Receipt() with { Records = number }, cancel))!.Records));
        var records = new List<long>();
        await foreach (var block in store.ListBlocksAsync("a"))
            records.Add(block.Receipt!.Records);
        Assert.Equal(Enumerable.Range(0, Blocks).Select(number => (long)number), records);
        Assert.Superset(FaultyProxy.Transient.ToHashSet(), table.Proxy.Injected.Keys.ToHashSet());
    }
}
