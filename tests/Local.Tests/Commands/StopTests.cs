using System.Diagnostics;
using System.Globalization;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Local.Tests.Commands;

/// <summary>Ctrl-C, and the signal that a service manager sends.</summary>
public sealed class StopTests : IDisposable
{
    private readonly CommandRoot _root = new();

    public void Dispose() => _root.Dispose();

    [OnLinuxFact]
    public Task Ctrl_C_leaves_a_stopped_job_and_no_result() => StopAsync("INT");

    [OnLinuxFact]
    public Task The_signal_to_terminate_does_the_same() => StopAsync("TERM");

    private async Task StopAsync(string signal)
    {
        var lines = string.Concat(Enumerable.Range(0, 100_000).Select(n => $"{n},some text {n % 977}\n"));
        await using (var file = new StreamWriter(Path.Combine(_root.Path, "d.csv")))
        {
            for (var i = 0; i < 30; i++)
                await file.WriteAsync(lines);
        }

        using var program = _root.Start(
            "run",
            "--dataset",
            "d.csv",
            "--no-header",
            "--sql",
            "SELECT c2, COUNT(DISTINCT c1) FROM dataset GROUP BY c2 ORDER BY c2",
            "--job",
            "j",
            "--block-size",
            "256KiB",
            "--workers",
            "1",
            "--json");
        await UntilABlockIsDoneAsync(program);
        using (
            var kill = Process.Start(
                "kill",
                [
                    $"-{(signal == "INT" && IgnoresInterrupts(program.Id) ? "TERM" : signal)}",
                    program.Id.ToString(CultureInfo.InvariantCulture),
                ]))
            await kill.WaitForExitAsync();
        var end = await program.EndAsync();

        Assert.Equal(1, end.ExitCode);
        var answer = CommandRoot.Json(end);
        Assert.Equal("stopped", answer.GetProperty("state").GetString());
        Assert.Equal("j", answer.GetProperty("jobId").GetString());
        Assert.Contains("Job j was stopped. Nothing was published.", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_root.Path, "jobs", "j"), "result*"));
        Assert.Equal(
            "stopped",
            CommandRoot.Json(await _root.RunAsync("show", "j", "--json")).GetProperty("state").GetString());
    }

    private async Task UntilABlockIsDoneAsync(RunningProgram program)
    {
        var partials = Path.Combine(_root.Path, "jobs", "j", "partials");
        var since = Stopwatch.StartNew();
        while (!Directory.Exists(partials) || Directory.GetFiles(partials, "*.partial").Length == 0)
        {
            Assert.False(program.HasEnded, "The run ended before it could be stopped.");
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(2), "The run did not get anywhere.");
            await Task.Delay(5);
        }
    }

    /// <summary>
    /// A shell starts what runs in the background deaf to Ctrl-C, and so are the tests and their children then.
    /// </summary>
    private static bool IgnoresInterrupts(int process)
    {
        var ignored = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (
                long.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                & 0b10) != 0;
    }
}
