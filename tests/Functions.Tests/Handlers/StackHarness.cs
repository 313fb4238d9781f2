using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Lambda.TestUtilities;
using Pipeline.Api;
using Pipeline.Aws.Executions;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Manifests;
using Pipeline.Aws.Wire;
using Pipeline.Core.Api;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Functions.Tests.Fakes;
using Pipeline.Functions.Tests.Manifests;
using Pipeline.Local;
using Pipeline.Local.Commands;
using Pipeline.Local.Manifests;
using Pipeline.Local.Serving;
using Pipeline.Operations;
using Pipeline.Server;
using Pipeline.Server.StepFunctions;
using Pipeline.TestKit.Api;
using LocalStateMachine = Pipeline.Server.StepFunctions.StateMachine;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// The API's function with the services of a stack: manifests are in a DynamoDB table, and executions that it starts
/// through the Step Functions API run in this process.
/// </summary>
public sealed class StackHarness : IAsyncDisposable
{
    private const int Workers = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-stack-");
    private readonly CancellationTokenSource _end = new();
    private readonly PipelineSerializer _serializer = new();
    private readonly MemoryStream _log = new();
    private readonly AmazonDynamoDBClient _client;
    private readonly DynamoDbManifestStore _store;
    private readonly SqliteFile _file;
    private readonly LocalExecutions _executions;
    private readonly Task _server;
    private readonly Task _jobs;
    private readonly JobsFunction _function;

    private StackHarness(AmazonDynamoDBClient client, string table)
    {
        _client = client;
        _store = new DynamoDbManifestStore(client, table, TimeProvider.System, keepDays: 0);
        _file = new SqliteFile(Path.Combine(_folder.FullName, "executions.db"));
        Root = Directory.CreateDirectory(Path.Combine(_folder.FullName, "root")).FullName;
        _executions = new LocalExecutions(new ExecutionTable(_file, TimeProvider.System), _store, RunJobAsync);
        var machine = LocalStateMachine.Parse(LocalStateMachine.DefaultArn)!;
        var root = new DataRoot(Root);
        var backend = new LocalBackend(
            root, new JobsApi(_store, _executions, OperationRegistry.All, TimeProvider.System),
            new StatesApi(_store, _executions, machine, TimeProvider.System),
            new DataRootRoutes(root, Workers, mayRunPrograms: false));
        var server = new WebServer(backend, port: 0);
        var address = new TaskCompletionSource<Uri>();
        _server = server.RunAsync(text => address.SetResult(new Uri(text)), _end.Token);
        _jobs = _executions.RunAsync(_end.Token);
        StepFunctions = new FakeStepFunctions(address.Task.Result);
        var settings = new ApiSettings(
            table, new StateMachineArn(LocalStateMachine.DefaultArn), WorkerMemory: 1_769, IsArm: false,
            IsElastic: true);
        var services = new ApiServices(
            settings, _store, new StepFunctionsExecutions(StepFunctions, settings.StateMachine), _log,
            TimeProvider.System);
        _function = new JobsFunction(new Lazy<ApiServices>(services));
    }

    public string Root { get; }

    public FakeStepFunctions StepFunctions { get; }

    /// <summary>Remaining time of each invocation.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromSeconds(29);

    /// <summary>The log lines of the function so far.</summary>
    public IReadOnlyList<JsonElement> Log =>
    [
        .. Encoding.UTF8.GetString(_log.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line)),
    ];

    public static async Task<StackHarness> CreateAsync(Dynalite dynalite)
    {
        var table = $"manifests-{Guid.NewGuid():n}";
        await dynalite.CreateTableAsync(table);
        return new StackHarness(dynalite.CreateClient(), table);
    }

    /// <summary>
    /// Sends a request to the function as API Gateway does (payload version 2.0) and returns the response.
    /// </summary>
    public async Task<TestResponse> SendAsync(
        string method, string path, string? json, IReadOnlyList<(string Name, string Value)> headers)
    {
        var (rawPath, query) = path.Split('?', 2) is [var left, var right] ? (left, right) : (path, "");
        var sent = new JsonObject
        {
            ["host"] = "abcdefghij.execute-api.us-east-1.amazonaws.com",
            ["x-forwarded-proto"] = "https",
        };
        if (json is not null)
            sent["content-type"] = "application/json";
        foreach (var (name, value) in headers)
            sent[name] = value;
        var payload = new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = "$default",
            ["rawPath"] = rawPath,
            ["rawQueryString"] = query,
            ["headers"] = sent,
            ["requestContext"] = new JsonObject
            {
                ["accountId"] = "123456789012",
                ["apiId"] = "abcdefghij",
                ["authorizer"] = new JsonObject
                {
                    ["iam"] = new JsonObject { ["userArn"] = "arn:aws:iam::123456789012:user/somebody" },
                },
                ["http"] = new JsonObject
                {
                    ["method"] = method,
                    ["path"] = rawPath,
                    ["protocol"] = "HTTP/1.1",
                    ["sourceIp"] = "192.0.2.1",
                    ["userAgent"] = "test",
                },
                ["requestId"] = "JKJaXmPLvHcESHA=",
                ["stage"] = "$default",
                ["timeEpoch"] = 1_785_000_000_000,
            },
            ["isBase64Encoded"] = false,
        };
        if (json is not null)
            payload["body"] = json;
        var input = _serializer.Deserialize<HttpInput>(
            new MemoryStream(Encoding.UTF8.GetBytes(payload.ToJsonString())));
        var output = await _function.HandleAsync(
            input, new TestLambdaContext { AwsRequestId = "request", FunctionName = "jobs", RemainingTime = Time });
        using var bytes = new MemoryStream();
        _serializer.Serialize(output, bytes);
        var answer = JsonElement.Parse(bytes.ToArray());
        Assert.True(answer.GetProperty("isBase64Encoded").GetBoolean());
        return new TestResponse(
            answer.GetProperty("statusCode").GetInt32(),
            answer.GetProperty("headers")
                .EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!),
            answer.GetProperty("body").GetBytesFromBase64());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _jobs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server;
        StepFunctions.Dispose();
        _executions.Dispose();
        _file.Dispose();
        _client.Dispose();
        _log.Dispose();
        _end.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task RunJobAsync(Execution execution, CancellationToken stop)
    {
        var context = JobRunner.NewContext(
            new DataRoot(Root), new Lazy<IManifestStore>(_store), Workers, mayRunPrograms: false);
        await new LocalRun(context, Workers, new NullRunProgress()) { StartedAt = execution.StartedAt }.RunAsync(
            execution.Name, JobRequestReader.Read(execution.Input), stop);
    }
}
