using Amazon.DynamoDBv2;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Manifests;

namespace Pipeline.Functions.Tests.Manifests;

public sealed class DynamoDbManifestStoreTests(Dynalite dynalite) : ManifestStoreContract, IClassFixture<Dynalite>, IAsyncLifetime, IDisposable
{
    private readonly AmazonDynamoDBClient _client = dynalite.CreateClient();
    private readonly string _table = $"manifests-{Guid.NewGuid():n}";

    protected override IManifestStore Store => new DynamoDbManifestStore(_client, _table, TimeProvider.System, keepDays: 0);

    public Task InitializeAsync() => dynalite.CreateTableAsync(_table);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _client.Dispose();
}
