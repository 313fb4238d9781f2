using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Manifests;
using Pipeline.Functions.Tests.Handlers;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// Executes the state machine with the functions, with a data root and a table of its own. For comparison, it can run
/// the same requests with the <c>pipeline</c> command over the same root.
/// </summary>
public sealed class StateMachineHarness : IAsyncLifetime
{
    private static readonly string Dotnet =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    private readonly string _table = $"manifests-{Guid.NewGuid():n}";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");
    private readonly Dynalite _dynalite;
    private readonly AmazonDynamoDBClient _client;
    private FunctionHttpServer _host = null!;
    private Dictionary<string, Uri> _functions = [];
    private int _localRuns;

    public StateMachineHarness(Dynalite dynalite)
    {
        _dynalite = dynalite;
        _client = dynalite.CreateClient();
        Store = new DynamoDbManifestStore(_client, _table, TimeProvider.System, keepDays: 0);
    }

    /// <summary>The manifests, as the functions see them.</summary>
    public IManifestStore Store { get; }

    /// <summary>Called with the input of each function before it runs, so that a test can interfere.</summary>
    public Action<JsonElement> OnCall { set => _host.OnCall = value; }

    public async Task InitializeAsync()
    {
        await _dynalite.CreateTableAsync(_table);
        _host = await FunctionHttpServer.StartAsync(new FunctionServices(
            new Settings(_folder.FullName, _table, Workers: 4, KeepDays: 0, MayRunPrograms: true),
            new Lazy<IManifestStore>(Store), Stream.Null, TimeProvider.System));
        _functions = ((string[])["Splitter", "Worker", "Aggregator"])
            .ToDictionary(name => $"{name}Arn", name => new Uri($"{_host.Address}/{name.ToLowerInvariant()}"));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The start time of executions.</summary>
    public DateTimeOffset StartTime { get; set; } = DateTimeOffset.UtcNow;

    /// <summary>Full path of a file in the data root.</summary>
    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), content);
    }

    /// <summary>Puts an executable script under <c>tools/</c>.</summary>
    public void WriteTool(string name, string script)
    {
        Write($"tools/{name}", script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Path($"tools/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs an execution to its end.</summary>
    /// <param name="name">Name of the execution, which is the job's id.</param>
    /// <param name="request">Input of the execution.</param>
    public async Task<Execution> RunAsync(
        string name, string request, IReadOnlyDictionary<string, IReadOnlyList<Fault>>? faults = null) =>
        await RunAsync(new ExecutionRequest(
            Definition.Path, _functions, name, JsonElement.Parse(request), StartTime, faults));

    /// <summary>Redrives a failed execution.</summary>
    /// <param name="count">Number of redrives so far, this one included.</param>
    public async Task<Execution> RedriveAsync(string name, Execution failed, int count = 1) =>
        await RunAsync(new ExecutionRequest(
            Definition.Path, _functions, name, failed.StateInput, StartTime,
            RedriveCount: count, StartAt: failed.State));

    /// <summary>Runs a request with the <c>pipeline</c> command.</summary>
    /// <returns>All files of the job, by path.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunLocallyAsync(string request)
    {
        var job = $"local-{++_localRuns}";
        var file = Path($"{job}.json");
        await File.WriteAllTextAsync(file, request);
        using var program = Process.Start(new ProcessStartInfo(
            Dotnet,
            [
                System.IO.Path.Combine(AppContext.BaseDirectory, "pipeline.dll"), "run", file, "--root",
                _folder.FullName, "--job", job, "--json", "--allow-run",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = program.StandardError.ReadToEndAsync();
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.True(program.ExitCode == 0, $"pipeline run ended with {program.ExitCode}: {output}\n{await errors}");
        return FilesOf(job);
    }

    /// <summary>All files in the job's folder, by relative path.</summary>
    public IReadOnlyDictionary<string, string> FilesOf(string job)
    {
        var folder = Path($"jobs/{job}");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(
                    file => System.IO.Path.GetRelativePath(folder, file),
                    file => Encoding.Latin1.GetString(File.ReadAllBytes(file)))
            : new Dictionary<string, string>();
    }

    private async Task<Execution> RunAsync(ExecutionRequest request)
    {
        var execution = await Interpreter.RunAsync(request);
        if (!execution.Succeeded)
            await SendEndEventAsync(request.Name, execution);
        return execution;
    }

    /// <summary>Acts as the EventBridge rule, which sends the end of a failed execution to the aggregator.</summary>
    private async Task SendEndEventAsync(string name, Execution failed)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsJsonAsync(_functions["AggregatorArn"], new
        {
            step = "end",
            detail = new
            {
                executionArn = $"arn:aws:states:eu-central-1:123456789012:execution:pipeline:{name}",
                stateMachineArn = "arn:aws:states:eu-central-1:123456789012:stateMachine:pipeline",
                name,
                status = failed.Status,
                startDate = 1_764_000_000_000,
                stopDate = 1_764_000_060_000,
                input = "{}",
                inputDetails = new { included = true },
                output = (string?)null,
                error = failed.Error,
                cause = failed.Cause,
            },
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
