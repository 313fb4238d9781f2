using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>
/// Programs that look at each record by itself, and merges that are associative, give the same bytes whatever the cut.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class SameBytesTests : IDisposable
{
    private const string Filter = "#!/bin/sh\nexec awk -F, '$1 % 3 == 0 { print $2 \";\" $1 }'\n";
    private const string Count = "#!/bin/sh\nexec wc \"$@\"\n";
    private const string Sum = "#!/bin/sh\nexec awk '{ n += $1 } END { print n }' \"$@\"\n";
    private const string Filtering = """ "program": "tools/filter" """;
    private const string Counting =
        """ "program": "tools/count", "arguments": ["-l"], "merge": { "program": "tools/sum" } """;

    private readonly RunHarness _run = new RunHarness().Tool("filter", Filter).Tool("count", Count).Tool("sum", Sum);

    public void Dispose() => _run.Dispose();

    [OnLinuxFact(Needs = "awk 1 /dev/null")]
    public async Task A_filter_by_awk_gives_the_same_bytes()
    {
        var expected = string.Concat(
            Enumerable.Range(0, 900).Where(i => i % 3 == 0).Select(i => $"\"w{i % 7}\";{i}\n"));
        await AssertSameAsync(Filtering, expected, rows: 300);
    }

    [OnLinuxFact(Needs = "awk 1 /dev/null")]
    public async Task Lines_counted_by_wc_and_summed_give_the_same_bytes() =>
        await AssertSameAsync(Counting, "900\n", rows: 1);

    [OnLinuxFact(Needs = "awk 1 /dev/null")]
    public async Task Records_reach_the_program_as_they_stand_in_the_file()
    {
        const string Odd = "1,\"a\"\"b\nc\"\n2, d \r\n3,\n4,\"é\"";
        _run.Tool("same", "#!/bin/sh\nexec cat\n").Jobs.Write("data.csv", Odd);
        foreach (var blockSize in (int[])[3, 10, 1000])
        {
            var done = await _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/same" """, blockSize));
            Assert.Equal("1,\"a\"\"b\nc\"\n2, d \r\n3,\n4,\"é\"\n", done.Text);
        }
    }

    [OnLinuxFact(Needs = "awk 1 /dev/null")]
    public async Task Many_files_of_one_block_give_the_same_bytes_and_each_has_a_run_of_its_own()
    {
        for (var i = 0; i < 30; i++)
            _run.Jobs.Write($"days/{i}.csv", string.Concat(Enumerable.Range(0, i % 4).Select(j => $"{i},{j}\n")));
        _run.Tool("where", "#!/bin/sh\necho $PIPELINE_FILE $PIPELINE_OFFSET $(cat | wc -l)\n");
        var done = await _run.Jobs.RunAsync(RunHarness.Request(""" "program": "tools/where" """, 1000, "days/*.csv"));
        Assert.Equal(1, done.Manifest.Blocks);
        Assert.Equal(
            string.Concat(Enumerable.Range(0, 30).Where(i => i % 4 > 0).Select(i => $"days/{i}.csv 0 {i % 4}\n")),
            done.Text);
        foreach (var blockSize in (int[])[1, 20, 1000])
            Assert.Equal(
                "43\n",
                (await _run.Jobs.RunAsync(RunHarness.Request(Counting, blockSize, "days/*.csv"))).Text);
    }

    [OnLinuxFact]
    public async Task A_dataset_without_records_runs_nothing()
    {
        _run.Tool("fail", "#!/bin/sh\nexit 1\n").Jobs.Write("data.csv", "");
        var done = await _run.Jobs.RunAsync(
            RunHarness.Request(""" "program": "tools/fail", "merge": { "program": "tools/fail" } """));
        Assert.Equal((0, ""), (done.Result.Rows, done.Text));
    }

    [OnLinuxFact(Needs = "awk 1 /dev/null")]
    public async Task Attempts_at_one_block_at_once_are_harmless()
    {
        _run.Jobs.Write("data.csv", RunHarness.Csv);
        var job = await new SplitStep(_run.Jobs.Context).RunAsync(
            "twice",
            RunHarness.Request(Counting, 3000),
            workers: 2);
        var process = new ProcessStep(_run.Jobs.Context);
        for (var number = 0; number < job.Blocks; number++)
        {
            var block = number;
            var receipts = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(_ => Task.Run(() => process.RunAsync("twice", block))));
            Assert.All(receipts, receipt => Assert.Equal(receipts[0], receipt));
        }
        Assert.Empty((await new CheckStep(_run.Jobs.Context).RunAsync("twice")).PendingBlocks);
        var done = await new AggregateStep(_run.Jobs.Context).RunAsync("twice", []);
        Assert.Equal((JobState.Complete, "900\n"), (done.State, File.ReadAllText(_run.Jobs.Path(done.Result!.Path))));
    }

    private async Task AssertSameAsync(string settings, string expected, long rows)
    {
        _run.Jobs.Write("data.csv", RunHarness.Csv);
        // 20 bytes make more blocks than one merge takes.
        foreach (var (blockSize, workers) in new[] { (1 << 20, 1), (1 << 20, 8), (3000, 1), (3000, 4), (20, 4) })
        {
            var done = await _run.Jobs.RunAsync(RunHarness.Request(settings, blockSize), workers);
            Assert.Equal(expected, done.Text);
            Assert.Equal((rows, 900), (done.Result.Rows, done.Result.Records));
            Assert.True(blockSize != 20 || done.Manifest.Blocks > MergeRounds.FanIn);
        }
    }
}
