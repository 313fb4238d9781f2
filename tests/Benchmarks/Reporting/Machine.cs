using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DuckDB.NET.Data;

namespace Pipeline.Benchmarks.Reporting;

/// <summary>The machine and the programs that results are true of.</summary>
/// <param name="Load">Processes that wanted a core, on average over the minute before the run.</param>
/// <param name="Pipeline">Version of the pipeline program, with the commit it was built from.</param>
internal sealed record Machine(
    string Processor,
    int Cores,
    string Vectors,
    double MemoryBytes,
    string System,
    string Dotnet,
    string DuckDb,
    string Load,
    string Pipeline,
    string Command)
{
    /// <param name="pipeline">Path of the pipeline program.</param>
    public static Machine Describe(string pipeline) => new(
        ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits",
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        $"{ValueOf("/etc/os-release", "PRETTY_NAME")?.Trim('"')}, kernel {Environment.OSVersion.Version}",
        RuntimeInformation.FrameworkDescription,
        VersionOfDuckDb(),
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown",
        VersionOf(pipeline),
        CommandLine());

    /// <summary>As part of a folder's name: <c>amd-epyc-2-cores</c>.</summary>
    public string Slug =>
        string.Join(
            '-',
            $"{Processor} {Cores} cores"
                .ToLowerInvariant()
                .Split(
                    [.. $"{Processor} ".Where(character => !char.IsAsciiLetterOrDigit(character))],
                    StringSplitOptions.RemoveEmptyEntries));

    private static string CommandLine()
    {
        var arguments = string.Join(' ', Environment.GetCommandLineArgs().Skip(1));
        return "dotnet run -c Release --project tests/Benchmarks" + (arguments.Length > 0 ? " -- " + arguments : "");
    }

    /// <summary>
    /// The value of the first line <c>name : value</c> or <c>name=value</c> of a file; null if there is none.
    /// </summary>
    private static string? ValueOf(string path, string name) =>
        !File.Exists(path)
            ? null
            : File.ReadLines(path)
                .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
                ?[name.Length..].Trim('\t', ' ', ':', '=');

    private static string VersionOf(string pipeline)
    {
        using var process = Process.Start(
            new ProcessStartInfo(pipeline, ["--version"]) { RedirectStandardOutput = true }
        )!;
        return process.StandardOutput.ReadToEnd().Trim();
    }

    private static string VersionOfDuckDb()
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }
}
