using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Pipeline.Aws.Manifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>A new table in dynalite, and a store that accesses it through a proxy.</summary>
internal sealed class ProxiedTable : IAsyncDisposable
{
    private readonly AmazonDynamoDBClient _direct;
    private readonly AmazonDynamoDBClient _client;

    private ProxiedTable(Dynalite dynalite, FaultyProxy proxy, int keepDays, Action<AmazonDynamoDBConfig>? change)
    {
        _direct = dynalite.CreateClient();
        _client = dynalite.CreateClient(proxy.Endpoint, change);
        Proxy = proxy;
        Direct = new DynamoDbManifestStore(_direct, Name, TimeProvider.System, keepDays);
        Store = new DynamoDbManifestStore(_client, Name, Clock, keepDays);
    }

    public string Name { get; } = $"manifests-{Guid.NewGuid():n}";

    public InstantClock Clock { get; } = new();

    public FaultyProxy Proxy { get; }

    /// <summary>A store that uses the proxy.</summary>
    public DynamoDbManifestStore Store { get; }

    /// <summary>A store that bypasses the proxy.</summary>
    public DynamoDbManifestStore Direct { get; }

    /// <param name="choose">Returns the fault for a request from the name of its operation; null for no faults.</param>
    /// <param name="delay">The delay of slow responses.</param>
    /// <param name="change">Changes the settings of the store's client.</param>
    public static async Task<ProxiedTable> CreateAsync(
        Dynalite dynalite, Func<string, Task<Fault>>? choose = null, TimeSpan delay = default, int keepDays = 0,
        Action<AmazonDynamoDBConfig>? change = null)
    {
        var proxy = await FaultyProxy.StartAsync(dynalite.Endpoint, choose ?? FaultyProxy.Always(Fault.None), delay);
        var table = new ProxiedTable(dynalite, proxy, keepDays, change);
        await dynalite.CreateTableAsync(table.Name);
        return table;
    }

    /// <returns>The attributes of the item in the table.</returns>
    public async Task<Dictionary<string, AttributeValue>> ItemAsync(string jobId, string item) =>
        (await _direct.GetItemAsync(
            Name, new() { ["jobId"] = new(jobId), ["item"] = new(item) }, consistentRead: true)).Item;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _direct.Dispose();
        await Proxy.DisposeAsync();
    }
}
