using Pipeline.Local;
using Pipeline.Operations.Run;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>Exit code 75 is "try again".</summary>
public sealed class BusyProgramTests : IDisposable
{
    private const string Script =
        "#!/bin/sh\ncat\necho $PIPELINE_ATTEMPT >> ROOT/attempts\n[ $(wc -l < ROOT/attempts) -gt TIMES ] && exit "
            + "0\necho 'come back' >&2\nexit 75\n";

    private readonly RunHarness _run = new(new ImpatientClock());

    public BusyProgramTests() => _run.Jobs.Write("data.csv", RunHarness.Csv);

    public void Dispose() => _run.Dispose();

    [OnLinuxFact]
    public async Task A_busy_program_is_tried_again_and_leaves_no_trace_in_the_result()
    {
        Busy(times: TransientRetry.MaxRetries);
        Assert.Equal(
            RunHarness.Csv,
            (await _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/busy" """))).Text);
        Assert.Equal(TransientRetry.MaxRetries + 1, Attempts().Distinct().Count());
    }

    [OnLinuxFact]
    public async Task A_program_that_stays_busy_fails_the_job()
    {
        Busy(times: 1000);
        var error = await _run.Jobs.FailAsync<ProgramBusyException>(
            RunHarness.Request(""" "program": "tools/busy" """),
            planned: true);
        Assert.EndsWith(
            "exited with code 75, which requests a retry. Its standard error ended with:\ncome back",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(TransientRetry.MaxRetries + 1, Attempts().Length);
    }

    private string[] Attempts() => File.ReadAllLines(_run.Jobs.Path("attempts"));

    private void Busy(int times) =>
        _run.Tool(
            "busy",
            Script
                .Replace("ROOT", _run.Jobs.Root, StringComparison.Ordinal)
                .Replace("TIMES", $"{times}", StringComparison.Ordinal));

    /// <summary>Nobody waits on it: timers ring at once.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
