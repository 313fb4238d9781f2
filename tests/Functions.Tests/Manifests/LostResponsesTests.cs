using Pipeline.Core.Manifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>The contract, while every other write is done and its answer lost: its repetition finds it done.</summary>
public sealed class LostResponsesTests(Dynalite dynalite) : ManifestStoreContract, IClassFixture<Dynalite>, IAsyncLifetime
{
    private ProxiedTable _table = null!;
    private int _writes;

    protected override IManifestStore Store => _table.Store;

    public async Task InitializeAsync() => _table = await ProxiedTable.CreateAsync(dynalite, operation => Task.FromResult(
        operation is not ("GetItem" or "Query") && Interlocked.Increment(ref _writes) % 2 == 1 ? Fault.DropAfter : Fault.None));

    public async Task DisposeAsync() => await _table.DisposeAsync();
}
