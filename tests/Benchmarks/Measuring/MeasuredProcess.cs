using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.Benchmarks.Measuring;

/// <summary>Runs commands, one at a time, and measures them.</summary>
internal static class MeasuredProcess
{
    /// <summary>This program, to be started again as one of the processes that it measures or measures with.</summary>
    public static string ThisProgram { get; } = Path.Combine(AppContext.BaseDirectory, "Pipeline.Benchmarks");

    /// <returns>The measurement, and what the command wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">The command did not end with 0.</exception>
    public static (Measurement Measurement, string Output) Run(IReadOnlyList<string> command)
    {
        var report = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(ThisProgram, [MeasuringRun.Verb, report, .. command])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var measurement =
                process.ExitCode == 0 ? JsonSerializer.Deserialize<Measurement>(File.ReadAllText(report)) : null;
            return measurement is { ExitCode: 0 }
                ? (measurement, output)
                : throw new InvalidOperationException(
                    $"This command did not end with 0:\n{string.Join(' ', command)}\n{errors.Result}{output}");
        }
        finally
        {
            File.Delete(report);
        }
    }
}
