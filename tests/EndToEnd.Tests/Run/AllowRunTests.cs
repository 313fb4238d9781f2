using System.Diagnostics;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>
/// The <c>pipeline</c> command runs programs only when told that it may, and takes them along when it goes.
/// </summary>
public sealed class AllowRunTests : IDisposable
{
    private static readonly string Large = string.Concat(Enumerable.Repeat(RunHarness.Csv, 100));

    private readonly CommandRoot _root = new();
    private readonly string _request;

    public AllowRunTests()
    {
        _root.Write("data.csv", RunHarness.Csv);
        Tool("#!/bin/sh\nexec cat\n");
        _request = _root.Write(
            "request.json",
            """{ "dataset": "data.csv", "format": { "header": false }, "operation": { "type": "run", "program":"""
                + """ "tools/it" } }"""
        );
    }

    public void Dispose() => _root.Dispose();

    [OnLinuxFact]
    public async Task Without_the_flag_plan_and_run_refuse_and_write_nothing()
    {
        foreach (var command in (string[])["run", "plan"])
        {
            var end = await _root.RunAsync(command, _request);
            Assert.Equal(2, end.ExitCode);
            Assert.Contains(
                "error: operation.type: Running programs is not allowed here.",
                end.Errors,
                StringComparison.Ordinal);
        }
        Assert.False(_root.Exists("jobs"));
    }

    [OnLinuxFact]
    public async Task With_the_flag_the_job_runs_and_the_result_is_named()
    {
        Assert.Equal(0, (await _root.RunAsync("plan", _request, "--allow-run")).ExitCode);
        var end = await _root.RunAsync("run", _request, "--allow-run", "--job", "j");
        Assert.Equal((0, $"900 rows in {Path.Combine(_root.Path, "jobs/j/result.csv")}\n"), (end.ExitCode, end.Output));
        Assert.Equal(RunHarness.Csv, _root.Read("jobs/j/result.csv"));
    }

    [OnLinuxFact]
    public async Task A_job_that_is_stopped_stops_its_programs()
    {
        var end = await StartHangingAsync(running => SignalAsync("-INT", $"{running.Id}"));
        Assert.Equal(1, end.ExitCode);
        Assert.Contains("was stopped. Nothing was published.", end.Errors, StringComparison.Ordinal);
        await UntilItIsGoneAsync();
    }

    /// <summary>A program that reads standard input sees its end; others are not covered.</summary>
    [OnLinuxFact]
    public async Task When_the_worker_dies_its_programs_come_to_an_end_and_the_job_can_be_run_again()
    {
        var end = await StartHangingAsync(running => SignalAsync("-KILL", $"{running.Id}"));
        Assert.NotEqual(0, end.ExitCode);
        await UntilItIsGoneAsync();
        Assert.False(_root.Exists("jobs/j/result.csv"));

        Tool("#!/bin/sh\nexec cat\n");
        Assert.Equal(0, (await _root.RunAsync("run", _request, "--allow-run", "--job", "j")).ExitCode);
        Assert.Equal(Large, _root.Read("jobs/j/result.csv"));
    }

    /// <summary>
    /// Runs a job whose program holds on until a file is gone, or its input ends before it has got all.
    /// </summary>
    private async Task<ProgramEnd> StartHangingAsync(Func<RunningProgram, Task> end)
    {
        // More than a pipe holds, so that the worker is in the middle of writing when it ends.
        _root.Write("data.csv", Large);
        Tool($"#!/bin/sh\nread -r first\necho $$ > {_root.Path}/started\nkill -STOP $$\ncat > /dev/null\n");
        using var running = _root.Start("run", _request, "--allow-run", "--job", "j", "--workers", "1");
        await UntilAsync(() =>
            _root.Exists("started")
            && _root.Read("started").EndsWith('\n')
            && StateOf(_root.Read("started").Trim()) == 'T');
        await end(running);
        var ended = running.EndAsync();
        if (await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMinutes(10))) != ended)
        {
            running.Kill();
            Assert.Fail($"It did not end. It says: {(await ended).Errors}");
        }
        if (Directory.Exists($"/proc/{_root.Read("started").Trim()}"))
            await SignalAsync("-CONT", _root.Read("started").Trim());
        return await ended;
    }

    private static async Task SignalAsync(string signal, string process)
    {
        using var kill = Process.Start("kill", [signal, process]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task UntilItIsGoneAsync() =>
        await UntilAsync(() => StateOf(_root.Read("started").Trim()) is 'Z' or ' ');

    private static char StateOf(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return ' ';
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var since = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(10), "It did not come about.");
            await Task.Delay(5);
        }
    }

    private void Tool(string script)
    {
        Directory.CreateDirectory(Path.Combine(_root.Path, "tools"));
        var path = _root.Write("tools/it", script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
