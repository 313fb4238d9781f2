using System.Runtime.InteropServices;
using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Reporting;
using Pipeline.TestKit;

namespace Pipeline.Benchmarks.Starting;

/// <summary>
/// How long it takes until something is done: whole processes that process one record, for each way to compile the
/// command and the worker.
/// </summary>
internal sealed class StartRun(string folder, int rounds)
{
    private const string Sql = "SELECT station, MIN(t), AVG(t), MAX(t) FROM dataset GROUP BY station";

    public static async Task<int> RunAsync(BenchmarkOptions options, Uri? dynamoDb)
    {
        if (RepositoryFiles.FindRoot() is not { } root)
        {
            Console.Error.WriteLine(
                "--start compiles the programs in several ways, and needs the repository around this program.");
            return 1;
        }
        var machine = Machine.Describe(options.Pipeline);
        var folder = Directory.CreateTempSubdirectory("pipeline-start-").FullName;
        try
        {
            var run = new StartRun(folder, options.Rounds);
            await File.WriteAllTextAsync(Path.Combine(folder, "one.csv"), "station,t\nHamburg,12.0\n")
                .ConfigureAwait(false);
            var report = new StartReport(
                run.Commands(root),
                dynamoDb is null ? [] : await run.WorkersAsync(root, dynamoDb).ConfigureAwait(false));
            report.Write(new ResultsFolder(options.Results, machine));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private List<Start> Commands(string root)
    {
        var project = Path.Combine(root, "functions", "Local", "Pipeline.Local.csproj");
        return Measured(
            [
                Publish(project, "pipeline", "compiled when it runs", "command-jit", "-p:PublishReadyToRun=false"),
                Publish(project, "pipeline", "ReadyToRun", "command-r2r", "-r", RuntimeInformation.RuntimeIdentifier),
                Publish(project, "pipeline", "native", "command-native", "-p:Native=true"),
            ],
            build =>
                MeasuredProcess
                    .Run([build.Program, "run", "--root", folder, "--dataset", "one.csv", "--sql", Sql])
                    .Measurement);
    }

    private async Task<List<Start>> WorkersAsync(string root, Uri dynamoDb)
    {
        var project = Path.Combine(root, "tests", "Benchmarks", "Pipeline.Benchmarks.csproj");
        Build[] builds =
        [
            Publish(
                project,
                "Pipeline.Benchmarks",
                "compiled when it runs",
                "worker-jit",
                "-p:PublishReadyToRun=false"),
            Publish(
                project,
                "Pipeline.Benchmarks",
                "ReadyToRun",
                "worker-r2r",
                "-r",
                RuntimeInformation.RuntimeIdentifier,
                "--self-contained",
                "false",
                "-p:PublishReadyToRun=true"),
        ];
        var jobs = new SplitJobs(folder, dynamoDb);
        await jobs.CreateTableAsync().ConfigureAwait(false);
        // A block has one receipt, so each run has a job of its own.
        var names = new Queue<string>();
        for (var i = 0; i <= rounds * builds.Length + builds.Length; i++)
            names.Enqueue(await jobs.SplitAsync("one.csv", Sql).ConfigureAwait(false));
        return Measured(builds, build =>
            MeasuredProcess.Run([build.Program, WorkerStart.Verb, names.Dequeue()]).Measurement);
    }

    private Build Publish(string project, string program, string name, string into, params string[] properties) =>
        Build.Publish(name, project, program, Path.Combine(folder, into), properties);

    /// <summary>Each in turn, round by round, after one round that does not count and fills the page cache.</summary>
    private List<Start> Measured(IReadOnlyList<Build> builds, Func<Build, Measurement> run)
    {
        List<Start> starts = [.. builds.Select(build => new Start(build, []))];
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var start in starts)
            {
                var measurement = run(start.Build);
                if (round > 0)
                    start.Measurements.Add(measurement);
            }
        }
        return starts;
    }
}
