using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.TestUtilities;
using Pipeline.Aws.Hosting;
using Pipeline.Core.Manifests;
using Pipeline.Local.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>What functions have around them, of a test's own: a file system, a table, a log and the state machine's hand.</summary>
public sealed class Surroundings : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");
    private readonly SqliteManifestStore _store;
    private readonly MemoryStream _log = new();
    private readonly WireFunctions _functions;

    public Surroundings(TimeProvider? clock = null)
    {
        _store = new SqliteManifestStore(System.IO.Path.Combine(_folder.FullName, "manifests", "manifests.db"));
        Root = Directory.CreateDirectory(System.IO.Path.Combine(_folder.FullName, "root")).FullName;
        Composition = new Composition(
            new Settings(Root, "manifests", Workers: 4, KeepDays: 0), new Lazy<IManifestStore>(_store), _log, clock ?? TimeProvider.System);
        _functions = new WireFunctions(Composition);
    }

    /// <summary>Full path of the data root.</summary>
    public string Root { get; }

    public Composition Composition { get; }

    public IManifestStore Store => _store;

    /// <summary>What each invocation is given.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What the functions have logged so far, a JSON object a line.</summary>
    public IReadOnlyList<JsonElement> Log =>
        [.. Encoding.UTF8.GetString(_log.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    /// <summary>Full path of a file in the root.</summary>
    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public void Write(string name, string content) => File.WriteAllText(Path(name), content);

    /// <returns>The splitter's event for a query over <c>data.csv</c>.</returns>
    public static string SplitInput(string jobId, string sql, int? blockSize = null, int? tolerate = null)
    {
        var request = new JsonObject
        {
            ["dataset"] = "data.csv",
            ["operation"] = new JsonObject { ["type"] = "query", ["sql"] = sql },
        };
        if (blockSize is not null) request["blockSize"] = blockSize;
        if (tolerate is not null) request["tolerateFailedBlocks"] = tolerate;
        return new JsonObject { ["jobId"] = jobId, ["request"] = request }.ToJsonString();
    }

    /// <returns>The function's answer.</returns>
    public async Task<JsonElement> InvokeAsync(string function, string json)
    {
        var context = new TestLambdaContext { AwsRequestId = "request", FunctionName = function, RemainingTime = Time };
        return JsonElement.Parse(await _functions.InvokeAsync(function, Encoding.UTF8.GetBytes(json), context));
    }

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }
}
