using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Pipeline.Benchmarks.Reporting;

namespace Pipeline.Benchmarks.Micro;

/// <summary>Runs the micro-benchmarks and puts their tables on one page.</summary>
internal static class MicroRun
{
    private static readonly Type[] Benchmarks =
    [
        typeof(ScannerBenchmarks),
        typeof(DecimalBenchmarks),
        typeof(GroupTableBenchmarks),
        typeof(MergeBenchmarks),
    ];

    public static int Run(BenchmarkOptions options)
    {
        var machine = Machine.Describe(options.Pipeline);
        var results = new ResultsFolder(options.Results, machine);
        // In this process: what is measured is then the code that was built here, and nothing is built again.
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(
                Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(new RateColumn())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Path.Combine(options.Data, "micro"));
        var body = "";
        foreach (var type in Benchmarks)
        {
            var summary = BenchmarkRunner.Run(type, config);
            if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) return 1;
            body += $"## {type.Name}\n\n{TableOf(summary.ResultsDirectoryPath, type)}\n";
        }
        results.WritePage("micro.md", "Micro-benchmarks", body);
        return 0;
    }

    /// <summary>
    /// The table of the page that BenchmarkDotNet has written, without the description of the machine above it.
    /// </summary>
    private static string TableOf(string folder, Type type) => string.Concat(
        File.ReadLines(Path.Combine(folder, $"{type.FullName}-report-github.md")).Where(line => line.StartsWith('|'))
            .Select(line => line.Replace("**", "", StringComparison.Ordinal) + "\n"));
}
