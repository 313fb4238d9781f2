using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Lambda.TestUtilities;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// Hosts the functions for one test: with its own data root, table and log, and with the calls of the state machine.
/// </summary>
public sealed class FunctionTestHost : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");
    private readonly AmazonDynamoDBClient _client;
    private readonly MemoryStream _log = new();
    private readonly FunctionInvoker _functions;

    private FunctionTestHost(AmazonDynamoDBClient client, string table)
    {
        _client = client;
        Store = new DynamoDbManifestStore(client, table, TimeProvider.System, keepDays: 0);
        Services = new FunctionServices(
            new Settings(Root, table, Workers: 4, KeepDays: 0), new Lazy<IManifestStore>(Store), _log,
            TimeProvider.System);
        _functions = new FunctionInvoker(Services);
    }

    /// <summary>Full path of the data root.</summary>
    public string Root => _folder.FullName;

    public FunctionServices Services { get; }

    public IManifestStore Store { get; }

    /// <summary>Remaining time of each invocation.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The log lines of the functions so far.</summary>
    public IReadOnlyList<JsonElement> Log =>
    [
        .. Encoding.UTF8.GetString(_log.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line)),
    ];

    public static async Task<FunctionTestHost> CreateAsync(Dynalite dynalite)
    {
        var table = $"manifests-{Guid.NewGuid():n}";
        await dynalite.CreateTableAsync(table);
        return new FunctionTestHost(dynalite.CreateClient(), table);
    }

    /// <summary>Full path of a file in the root.</summary>
    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public void Write(string name, string content) => File.WriteAllText(Path(name), content);

    /// <returns>The splitter's input for a query.</returns>
    public static string SplitInput(
        string jobId, string sql, int? blockSize = null, int? tolerate = null, string dataset = "data.csv")
    {
        var request = new JsonObject
        {
            ["dataset"] = dataset,
            ["operation"] = new JsonObject { ["type"] = "query", ["sql"] = sql },
        };
        if (blockSize is not null) request["blockSize"] = blockSize;
        if (tolerate is not null) request["tolerateFailedBlocks"] = tolerate;
        return new JsonObject { ["jobId"] = jobId, ["request"] = request }.ToJsonString();
    }

    /// <returns>The function's output.</returns>
    public async Task<JsonElement> InvokeAsync(string function, string json)
    {
        var context = new TestLambdaContext { AwsRequestId = "request", FunctionName = function, RemainingTime = Time };
        return JsonElement.Parse(await _functions.InvokeAsync(function, Encoding.UTF8.GetBytes(json), context));
    }

    /// <summary>Runs a job as the state machine does, except that failed blocks are recorded without a retry.</summary>
    /// <param name="split">The splitter's input.</param>
    /// <returns>The output of the last step.</returns>
    public async Task<JsonElement> RunAsync(string split)
    {
        var output = await InvokeAsync(FunctionInvoker.Splitter, split);
        await ProcessAsync(output);
        return await FinishAsync(output.GetProperty("jobId").GetString()!);
    }

    /// <summary>Continues with the check, as a redrive does after the check failed.</summary>
    public async Task<JsonElement> FinishAsync(string jobId, int redrive = 0)
    {
        JsonElement check;
        while (true)
        {
            var input = $$"""{"step":"check","jobId":"{{jobId}}","redrive":{{redrive}}}""";
            check = await InvokeAsync(FunctionInvoker.Aggregator, input);
            if (check.GetProperty("isDone").GetBoolean()) break;
            await ProcessAsync(check, redrive);
        }
        var merged = new JsonArray();
        foreach (var group in check.GetProperty("groups").EnumerateArray())
        {
            var merge = $$"""{"step":"merge","jobId":"{{jobId}}","group":{{group}}}""";
            merged.Add(JsonNode.Parse((await InvokeAsync(FunctionInvoker.Aggregator, merge)).GetRawText()));
        }
        var aggregate = $$"""{"step":"aggregate","jobId":"{{jobId}}","merged":{{merged.ToJsonString()}}}""";
        return await InvokeAsync(FunctionInvoker.Aggregator, aggregate);
    }

    /// <param name="output">The output of the splitter or of a check.</param>
    public async Task ProcessAsync(JsonElement output, int redrive = 0)
    {
        foreach (var block in output.GetProperty("pending").EnumerateArray())
        {
            var input = new JsonObject
            {
                ["jobId"] = output.GetProperty("jobId").GetString(),
                ["block"] = block.GetInt32(),
                ["redrive"] = redrive,
            };
            try
            {
                Assert.Equal("{}", (await InvokeAsync(FunctionInvoker.Worker, input.ToJsonString())).GetRawText());
            }
            catch (PipelineException e)
            {
                var cause = new JsonObject
                {
                    ["errorType"] = e.GetType().Name,
                    ["errorMessage"] = e.Message,
                    ["stackTrace"] = new JsonArray(),
                };
                input["failure"] = new JsonObject { ["Error"] = e.GetType().Name, ["Cause"] = cause.ToJsonString() };
                Assert.Equal("{}", (await InvokeAsync(FunctionInvoker.Worker, input.ToJsonString())).GetRawText());
            }
        }
    }

    /// <returns>Whether any result file exists, complete or not.</returns>
    public bool HasResult(string jobId) =>
        Directory.Exists(Path($"jobs/{jobId}")) && Directory.EnumerateFiles(Path($"jobs/{jobId}"), "result*").Any();

    public void Dispose()
    {
        _client.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }
}
