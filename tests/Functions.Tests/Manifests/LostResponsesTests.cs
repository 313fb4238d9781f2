using Pipeline.Core.Manifests;
using Pipeline.TestKit.Manifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>
/// Runs the contract while the response of every other write is lost, so that its retry finds the write done.
/// </summary>
public sealed class LostResponsesTests(
    Dynalite dynalite) : ManifestStoreContract, IClassFixture<Dynalite>, IAsyncLifetime
{
    private ProxiedTable _table = null!;
    private int _writes;

    protected override IManifestStore Store => _table.Store;

    public async Task InitializeAsync() => _table = await ProxiedTable.CreateAsync(dynalite, ChooseFault);

    public async Task DisposeAsync() => await _table.DisposeAsync();

    private Task<Fault> ChooseFault(string operation)
    {
        var isLost = operation is not ("GetItem" or "Query") && Interlocked.Increment(ref _writes) % 2 == 1;
        return Task.FromResult(isLost ? Fault.DropAfter : Fault.None);
    }
}
