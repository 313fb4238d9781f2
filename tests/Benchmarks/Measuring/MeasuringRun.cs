using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.Benchmarks.Measuring;

/// <summary>
/// What a process does that runs one command and measures it. It is a process of its own because the kernel then tells
/// exactly what its only child took, and because it is small: the memory of the parent of a process counts as the
/// child's own until the child has more (see execve and getrusage).
/// </summary>
internal static class MeasuringRun
{
    /// <summary>The first argument of this program when it is that process.</summary>
    public const string Verb = "measure";

    private const int PollMilliseconds = 20;

    /// <param name="arguments">Path of the file for the <see cref="Measurement"/>, then the command.</param>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(arguments[1]);
        foreach (var argument in arguments[2..])
            start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var seen = 0L;
        while (!process.WaitForExit(PollMilliseconds))
            seen = Math.Max(seen, PeakOf(process.Id));
        var seconds = clock.Elapsed.TotalSeconds;

        var (cpuSeconds, peakBytes) = ResourceUsage.OfChildren();
        // A child that stayed below this process is known only by what was seen of it.
        var peak = peakBytes > PeakOf(Environment.ProcessId) ? peakBytes : seen;
        File.WriteAllText(
            arguments[0],
            JsonSerializer.Serialize(new Measurement(process.ExitCode, seconds, cpuSeconds, peak)));
        return 0;
    }

    /// <summary>The peak so far; 0 for a process that has ended.</summary>
    private static long PeakOf(int id)
    {
        const string Label = "VmHWM:";
        try
        {
            var line = File.ReadLines($"/proc/{id}/status")
                .FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line.AsSpan(Label.Length).Trim().TrimEnd(" kB"), provider: null) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
