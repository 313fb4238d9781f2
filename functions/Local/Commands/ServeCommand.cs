using System.CommandLine;
using Pipeline.Core.Api;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Local.Manifests;
using Pipeline.Local.Output;
using Pipeline.Local.Serving;
using Pipeline.Local.Serving.Stack;
using Pipeline.Operations;
using Pipeline.Server;
using Pipeline.Server.StepFunctions;

namespace Pipeline.Local.Commands;

/// <summary><c>pipeline serve</c>: serves the API and the page for the jobs of a data root or a stack.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 8080;

    /// <summary>More threads than a job ever uses in addition to its workers, for example when it plans.</summary>
    private const int SpareThreads = 32;

    /// <summary>Longer than the 30 seconds that API Gateway waits for its function.</summary>
    private static readonly TimeSpan StackTimeout = TimeSpan.FromSeconds(35);

    public static Command Create(CommandIo io)
    {
        var common = new CommonOptions();
        var port = new Option<int>("--port")
        {
            HelpName = "N",
            Description = "Port on the loopback address; 0 chooses a free port",
            DefaultValueFactory = _ => DefaultPort,
        };
        var workers = new Option<int>("--workers")
        {
            HelpName = "N",
            Description = "Blocks to process at once",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var allowRun = new Option<bool>("--allow-run")
        {
            Description = "Allow requests to run programs in tools/ under the data root",
        };
        var stateMachine = new Option<string>("--state-machine")
        {
            HelpName = "ARN",
            Description = "ARN of the state machine that this server emulates for Step Functions clients",
            DefaultValueFactory = _ => StateMachine.DefaultArn,
        };
        var aws = new Option<string?>("--aws")
        {
            HelpName = "URL",
            Description =
                "Serve the jobs of a deployed stack instead, with your AWS credentials: the stack's output ApiUrl",
        };
        aws.Validators.Add(RejectOtherAddress);
        port.Validators.Add(result => RejectOutside(result, "--port", 0, ushort.MaxValue));
        workers.Validators.Add(result => RejectOutside(result, "--workers", 1, JobRequestReader.ConcurrencyLimit));
        stateMachine.Validators.Add(RejectOtherArn);
        var command = new Command(
            "serve",
            "Serves the HTTP API and a web page to start and watch jobs, on this machine only. Ctrl-C stops the "
                + "server; unfinished jobs resume when it starts again.")
        {
            common.Root,
            port,
            workers,
            common.Manifests,
            allowRun,
            stateMachine,
            aws,
        };
        HelpExamples.AddTo(
            command,
            "pipeline serve --root /data",
            "curl -H \"content-type: application/json\" --data @request.json http://127.0.0.1:8080/jobs",
            "pipeline serve --aws https://abcdefghij.execute-api.us-east-1.amazonaws.com"
        );
        command.SetAction(
            async (parsed, cancel) =>
            {
                if (parsed.GetValue(aws) is { } url)
                {
                    await RunStackAsync(
                            io,
                            StackAddress.Parse(url, Environment.GetEnvironmentVariable, out _)!,
                            parsed.GetValue(port),
                            cancel)
                        .ConfigureAwait(false);
                    return ExitCode.Complete;
                }
                var machine = StateMachine.Parse(parsed.GetRequiredValue(stateMachine))!;
                await RunAsync(
                        io,
                        parsed.GetRequiredValue(common.Root),
                        common.ManifestsPath(parsed),
                        machine,
                        parsed.GetValue(port),
                        parsed.GetValue(workers),
                        parsed.GetValue(allowRun),
                        cancel)
                    .ConfigureAwait(false);
                return ExitCode.Complete;
            });
        return command;
    }

    private static async Task RunAsync(
        CommandIo io,
        string folder,
        string manifests,
        StateMachine machine,
        int port,
        int workers,
        bool allowRun,
        CancellationToken cancel)
    {
        var root = new DataRoot(folder, manifests);
        var file = new SqliteFile(manifests);
        using var store = new SqliteManifestStore(file);
        using var only = new ServerLock(manifests);
        using var executions = new LocalExecutions(new ExecutionTable(file, TimeProvider.System), store, RunJobAsync);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var backend = new LocalBackend(
            root,
            new JobsApi(store, executions, OperationRegistry.All, TimeProvider.System),
            new StatesApi(store, executions, machine, TimeProvider.System),
            new DataRootRoutes(root, workers, allowRun));
        // A job keeps pool threads busy. Above its minimum, the pool adds only about one thread a second, and requests
        // would wait for it.
        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(workers + SpareThreads, ports);
        var jobs = Task.Run(() => executions.RunAsync(end.Token), CancellationToken.None);
        try
        {
            await ServeAsync(io, backend, port, cancel).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await jobs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task RunJobAsync(Execution execution, CancellationToken stop)
        {
            var request = JobRequestReader.Read(execution.Input);
            var atOnce = JobRunner.AtOnce(workers, request);
            var context = JobRunner.NewContext(root, new Lazy<IManifestStore>(store), atOnce, allowRun);
            await new LocalRun(context, atOnce, new NullRunProgress()) { StartedAt = execution.StartedAt }
                .RunAsync(execution.Name, request, stop)
                .ConfigureAwait(false);
        }
    }

    private static async Task RunStackAsync(CommandIo io, StackAddress stack, int port, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = stack.Address, Timeout = StackTimeout };
        await ServeAsync(
                io,
                new StackBackend(http, RequestSigner.OfUser(stack.Region, TimeProvider.System)),
                port,
                cancel)
            .ConfigureAwait(false);
    }

    private static Task ServeAsync(CommandIo io, IJobsBackend backend, int port, CancellationToken cancel) =>
        new WebServer(backend, port).RunAsync(
            address => io.Error.WriteLine($"serving {backend.Name} at {address}"),
            cancel);

    private static void RejectOtherAddress(System.CommandLine.Parsing.OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }]
            && StackAddress.Parse(text, Environment.GetEnvironmentVariable, out var error) is null)
            result.AddError($"--aws: {error}");
    }

    private static void RejectOtherArn(System.CommandLine.Parsing.OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && StateMachine.Parse(text) is null)
            result.AddError(
                $"--state-machine: expected an ARN such as {StateMachine.DefaultArn}; found \"{text}\". Leave out the "
                    + "version or alias.");
    }

    private static void RejectOutside(System.CommandLine.Parsing.OptionResult result, string name, int min, int max)
    {
        if (result.Tokens is [{ Value: var text }]
            && !(int.TryParse(text, out var number) && number >= min && number <= max))
            result.AddError($"{name}: expected a whole number from {min} to {max}; found \"{text}\".");
    }
}
