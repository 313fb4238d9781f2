using System.Diagnostics;
using Pipeline.Core.Manifests;
using Pipeline.Operations.Run;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>
/// Programs that fail, hang, eat memory or flood their output end with a clear error, and nothing of them stays.
/// </summary>
public sealed class FailingProgramTests : IDisposable
{
    private readonly RunHarness _run = new();

    public void Dispose()
    {
        // Whatever happened, no scratch file stays.
        if (_run.Jobs.LastJob.Length > 0)
            Assert.DoesNotContain(_run.Jobs.FilesOfLastJob(), file =>
                file.Contains("scratch", StringComparison.Ordinal));
        _run.Dispose();
    }

    [OnLinuxFact]
    public async Task A_failing_program_fails_its_block_with_the_tail_of_its_errors()
    {
        _run.Tool(
            "fail",
            "#!/bin/sh\ncat > /dev/null\nfor i in 1 2 3 4 5 6 7 8; do printf '%01000d\\n' $i; done >&2\necho 'no "
                + "license' >&2\nexit 3\n");
        var cause = await _run.FailAsync(""" "program": "tools/fail" """);
        Assert.StartsWith(
            "tools/fail, on block 0, data.csv from byte 0, exited with code 3; expected 0. Its standard error "
                + "ended with:\n…",
            cause,
            StringComparison.Ordinal);
        Assert.EndsWith("8\nno license", cause, StringComparison.Ordinal);
        Assert.InRange(cause.Length, 4096, 4096 + 200);
    }

    [OnLinuxFact]
    public async Task A_program_that_dies_while_it_is_written_to_fails_for_its_own_reason()
    {
        _run.Tool("die", "#!/bin/sh\nkill -9 $$\n");
        Assert.Contains(
            "was killed by signal 9 (SIGKILL)",
            await _run.FailAsync(""" "program": "tools/die" """),
            StringComparison.Ordinal);
    }

    [OnLinuxFact]
    public async Task A_program_that_reads_only_the_beginning_is_content()
    {
        _run.Tool("first", "#!/bin/sh\nexec head -n 1\n")
            .Jobs.Write("data.csv", string.Concat(Enumerable.Repeat(RunHarness.Csv, 200)));
        Assert.Equal(
            "0,\"w0\"\n",
            (await _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/first" """, 64 << 20))).Text);
    }

    [OnLinuxFact]
    public async Task A_hanging_program_is_ended_with_all_that_it_started()
    {
        _run.Tool("hang", "#!/bin/sh\nsleep 3141 &\n(setsid sleep 3141 &)\nsleep 3141\n");
        var cause = await _run.FailAsync(""" "program": "tools/hang", "timeLimit": 1 """);
        Assert.Contains(
            "was stopped after 1 seconds. Use smaller blocks (\"blockSize\"), or raise \"timeLimit\".",
            cause,
            StringComparison.Ordinal);
        AssertNothingRuns("sleep\03141");
    }

    [OnLinuxFact]
    public async Task What_a_program_leaves_running_ends_with_it()
    {
        _run.Tool("leave", "#!/bin/sh\nsleep 2718 &\nexec cat\n").Jobs.Write("data.csv", RunHarness.Csv);
        Assert.Equal(
            RunHarness.Csv,
            (await _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/leave" """))).Text);
        AssertNothingRuns("sleep\02718");
    }

    [OnLinuxFact]
    public async Task A_program_that_eats_memory_is_ended()
    {
        _run.Tool("eat", "#!/bin/sh\n(awk 'BEGIN { for (i = 0; i < 3e8; i++) a[i] = i }')\n");
        var cause = await _run.FailAsync(""" "program": "tools/eat", "memoryLimit": "64MiB" """);
        Assert.Contains(
            "MiB of memory, expected at most 64MiB, and was stopped. Make it use less, or raise \"memoryLimit\".",
            cause,
            StringComparison.Ordinal);
    }

    [OnLinuxFact]
    public async Task A_program_that_floods_its_output_is_ended()
    {
        _run.Tool("flood", "#!/bin/sh\nexec yes\n");
        var cause = await _run.FailAsync(""" "program": "tools/flood", "outputLimit": "1MB" """);
        Assert.Contains("wrote more than 1MB to standard output and was stopped.", cause, StringComparison.Ordinal);
    }

    [OnLinuxFact]
    public async Task A_flood_of_errors_harms_nobody()
    {
        _run.Tool("moan", "#!/bin/sh\nhead -c 20000000 /dev/zero >&2\nexec cat\n")
            .Jobs.Write("data.csv", RunHarness.Csv);
        Assert.Equal(
            RunHarness.Csv,
            (await _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/moan" """))).Text);
    }

    [OnLinuxFact]
    public async Task Blocks_of_a_failing_program_are_left_out_where_the_request_tolerates_them()
    {
        _run.Tool("picky", "#!/bin/sh\n[ $PIPELINE_BLOCK = 1 ] && exit 4\nexec cat\n")
            .Jobs.Write("data.csv", RunHarness.Csv);
        var done = await _run.Jobs.RunAsync(
            RunHarness.Request(""" "program": "tools/picky" """, 3000) with
            {
                TolerateFailedBlocks = 1,
            });
        Assert.Equal(JobState.Incomplete, done.Manifest.State);
        var left = (await _run.Jobs.BlocksAsync())[1].Ranges[0].Range;
        Assert.Equal(RunHarness.Csv.Remove((int)left.Start, (int)left.Length), done.Text);
    }

    [OnLinuxFact]
    public async Task A_program_that_cannot_be_started_says_why()
    {
        _run.Tool("text", "echo hello\n").Tool("gone", "#!/nowhere/python\n");
        Assert.Contains(
            "cannot be started. It is not a program for this system. A script needs a first line",
            await _run.FailAsync(""" "program": "tools/text" """),
            StringComparison.Ordinal);
        Assert.Contains(
            "the interpreter in its first line (such as #!/bin/sh)",
            await _run.FailAsync(""" "program": "tools/gone" """),
            StringComparison.Ordinal);
    }

    [OnLinuxFact]
    public async Task A_merge_program_that_fails_fails_the_job()
    {
        _run.Tool("merge", "#!/bin/sh\necho \"cannot merge\" >&2\nexit 2\n")
            .Tool("same", "#!/bin/sh\nexec cat\n")
            .Jobs.Write("data.csv", RunHarness.Csv);
        var error = await _run.Jobs.FailAsync<ProgramFailedException>(
            RunHarness.Request(""" "program": "tools/same", "merge": { "program": "tools/merge" } """, 3000),
            planned: true);
        Assert.Equal(
            "tools/merge, merging two outputs, exited with code 2; expected 0. Its standard error ended "
                + "with:\ncannot merge",
            error.Message);
    }

    [OnLinuxFact]
    public async Task A_program_that_changes_half_way_fails_the_job()
    {
        _run.Tool("same", "#!/bin/sh\nexec cat\n").Jobs.Write("data.csv", RunHarness.Csv);
        var log = new RunLog { OnBlockDone = number => _run.Tool("same", $"#!/bin/sh\nexec sort # {number}\n") };
        var error = await _run.Jobs.FailAsync<ProgramChangedException>(
            RunHarness.Request(""" "program": "tools/same" """, 3000),
            planned: true,
            log);
        Assert.Contains(
            "A program changed while the job ran: some blocks were processed by tools/same ",
            error.Message,
            StringComparison.Ordinal);
    }

    [OnLinuxFact]
    public async Task A_program_that_fails_on_a_record_cut_in_two_is_given_the_whole_one()
    {
        // The cuts in the long field look like records; the program refuses what does not begin as a record does.
        var text =
            string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},plain\n"))
            + "300,\""
            + string.Concat(Enumerable.Range(0, 4_000).Select(i => $"{9_000 + i},looks like a record\n"))
            + "\"\n301,last\n";
        _run.Tool("check", "#!/bin/sh\nread -r first\ncase $first in 9*) exit 1;; esac\necho \"$first\"\nexec cat\n")
            .Jobs.Write("data.csv", text);
        var log = new RunLog();
        var done = await _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/check" """, 20_000), log: log);
        Assert.True(log.WrongCuts > 0, "No cut was wrong.");
        Assert.Equal(text, done.Text);
    }

    private static void AssertNothingRuns(string commandLine) => Assert.DoesNotContain(
        Process.GetProcesses(), process => ReadCommandLine(process.Id).Contains(commandLine, StringComparison.Ordinal));

    private static string ReadCommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
