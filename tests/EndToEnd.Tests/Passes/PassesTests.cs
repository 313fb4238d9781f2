using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Coverage;
using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.Core.Steps;
using Pipeline.Local;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Passes;

/// <summary>An operation that wants another look at the data gets it, and every promise holds in every pass.</summary>
[Trait("Speed", "Slow")]
public sealed class PassesTests : IDisposable
{
    private const string JobId = "passes";

    private static readonly JobRequest Request = new(
        ["data.csv"],
        new OperationRequest("median", JsonSerializer.SerializeToElement(new { type = "median" })),
        BlockSize: 1_000);

    private readonly JobHarness _jobs = new();

    public PassesTests() => _jobs.Write("data.csv", Csv(out _));

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(1_000, 1)]
    [InlineData(700, 3)]
    [InlineData(60, 4)]
    public async Task Any_cut_and_any_workers_end_with_the_same_bytes(int blockSize, int workers)
    {
        Csv(out var median);
        var log = new RunLog();
        var job = await new LocalRun(Context(), workers, log).RunAsync(
            JobId,
            Request with
            {
                BlockSize = blockSize,
            },
            CancellationToken.None);
        Assert.Equal($"median\n{median}\n", await ResultAsync());
        Assert.Equal((JobState.Complete, 11, 3_000L), (job.State, job.Pass, job.Result!.Records));
        Assert.Equal(12, log.Passes);
        Assert.Equal(12 * job.Bytes, log.BytesRead);
        Assert.Equal(
            [$"result.csv"],
            Directory
                .GetFiles(_jobs.Path($"jobs/{JobId}"), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task Cuts_inside_of_records_are_mended_in_the_first_pass_and_stay_so()
    {
        var fields = string.Concat(Enumerable.Range(0, 300).Select(i => $"looks like a record,{i}\n"));
        _jobs.Write(
            "data.csv",
            "note,t\n"
                + string.Concat(Enumerable.Repeat("plain,5\n", 200))
                + $"\"{fields}\",7\n"
                + string.Concat(Enumerable.Repeat("plain,7\n", 300)));
        var log = new RunLog();
        var context = Context(windows: new CutSearchOptions(64, 128));
        await new LocalRun(context, 2, log).RunAsync(JobId, Request with { BlockSize = 500 }, CancellationToken.None);
        Assert.Equal("median\n7\n", await ResultAsync());
        Assert.NotEqual(0, log.WrongCuts);
        Assert.All(log.DoneAgain, outcome => Assert.Equal(0, outcome.Pass));
    }

    [Fact]
    public async Task The_check_at_the_start_of_a_pass_says_that_all_blocks_are_to_do()
    {
        var context = Context();
        var blocks = await FirstPassAsync(context);
        var job = await new AggregateStep(context).RunAsync(JobId, [], pass: 0);
        Assert.Equal((JobState.Processing, 1, null), (job.State, job.Pass, job.Result));
        var outcome = await new CheckStep(context).RunAsync(JobId);
        Assert.Equal((1, 0, 0), (outcome.Pass, outcome.WrongCuts, outcome.Groups));
        Assert.Equal(Enumerable.Range(0, blocks), outcome.PendingBlocks);
    }

    [Fact]
    public async Task A_pass_that_is_aggregated_again_finds_that_the_job_moved_on()
    {
        var context = Context();
        await FirstPassAsync(context);
        var moved = await new AggregateStep(context).RunAsync(JobId, [], pass: 0);
        foreach (var other in (StepContext[])[context, Context()])
        {
            var again = await new AggregateStep(other).RunAsync(JobId, [], pass: 0);
            Assert.Equal((1, moved.Learned), (again.Pass, again.Learned));
        }
    }

    [Fact]
    public async Task A_worker_that_is_late_for_its_pass_changes_nothing()
    {
        var (context, late) = (Context(), Context());
        await FirstPassAsync(context);
        // Prepared for the first pass, and so without a look at the job when it works on.
        Assert.NotNull(await new ProcessStep(late).RunAsync(JobId, 0));
        await new AggregateStep(context).RunAsync(JobId, [], pass: 0);

        await new ProcessStep(late).FailAsync(JobId, 1, "States.Timeout", "late");
        Assert.Equal(0, (await new ProcessStep(late).RunAsync(JobId, 0))!.Pass);
        Assert.All(await context.GetBlocksAsync(JobId), block =>
            Assert.Equal((0, null), (block.Receipt!.Pass, block.Failure)));

        Assert.Equal(1, (await new ProcessStep(late).RunAsync(JobId, 0, pass: 1))!.Pass);
        Assert.Null(await new ProcessStep(Context()).RunAsync(JobId, 0, pass: 0));
        await Assert.ThrowsAsync<CoverageException>(() => new MergeStep(late).RunAsync(JobId, 0, pass: 0));
    }

    [Fact]
    public async Task A_job_that_stopped_between_passes_is_taken_up_where_it_stands()
    {
        Csv(out var median);
        using var stop = new CancellationTokenSource();
        var log = new RunLog
        {
            OnNextPass = pass =>
            {
                if (pass == 5)
                    stop.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new LocalRun(Context(), 2, log).RunAsync(JobId, Request, stop.Token));
        Assert.Equal(
            (JobState.Stopped, 5),
            ((await _jobs.Store.GetJobAsync(JobId)) is { } job ? (job.State, job.Pass) : default));

        var rest = new RunLog();
        await new LocalRun(Context(), 2, rest).RunAsync(JobId, Request, CancellationToken.None);
        Assert.Equal($"median\n{median}\n", await ResultAsync());
        Assert.Equal((await _jobs.Store.GetJobAsync(JobId))!.Bytes * 7, rest.BytesRead);
    }

    [Fact]
    public async Task A_job_that_is_complete_is_found_so_without_what_it_learned()
    {
        await new LocalRun(Context(), 2, new RunLog()).RunAsync(JobId, Request, CancellationToken.None);
        var log = new RunLog();
        var again = await new LocalRun(Context(), 2, log).RunAsync(JobId, Request, CancellationToken.None);
        Assert.Equal((JobState.Complete, 11, 0L), (again.State, again.Pass, log.BytesRead));
    }

    [Fact]
    public async Task What_was_learned_is_read_by_its_hash()
    {
        var context = Context();
        await FirstPassAsync(context);
        var job = await new AggregateStep(context).RunAsync(JobId, [], pass: 0);
        await File.WriteAllBytesAsync(_jobs.Path($"jobs/{JobId}/{job.Learned!.Name}"), new byte[job.Learned.Length]);
        var error = await Assert.ThrowsAsync<DamagedPartialException>(() =>
            new ProcessStep(Context()).RunAsync(JobId, 0, pass: 1));
        Assert.Contains("hash", error.Message, StringComparison.Ordinal);
        File.Delete(_jobs.Path($"jobs/{JobId}/{job.Learned.Name}"));
        await Assert.ThrowsAsync<DamagedPartialException>(() => new ProcessStep(Context()).RunAsync(JobId, 0, pass: 1));
    }

    [Fact]
    public async Task An_operation_that_does_not_come_to_an_end_fails_the_job()
    {
        var error = await Assert.ThrowsAsync<PassesExceededException>(() =>
            new LocalRun(Context(maxPasses: 3), 2, new RunLog()).RunAsync(JobId, Request, CancellationToken.None));
        Assert.Contains("after 3", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            (JobState.Failed, 2),
            ((await _jobs.Store.GetJobAsync(JobId)) is { } job ? (job.State, job.Pass) : default));
    }

    [Fact]
    public async Task A_hole_in_one_pass_is_not_tolerated()
    {
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() =>
            new LocalRun(Context(), 2, new RunLog()).RunAsync(
                JobId,
                Request with
                {
                    TolerateFailedBlocks = 1,
                },
                CancellationToken.None));
        Assert.Equal("tolerateFailedBlocks", Assert.Single(error.Errors).Field);
    }

    private StepContext Context(int maxPasses = 20, CutSearchOptions? windows = null) =>
        new(new DataRoot(_jobs.Root), _jobs.Store, TimeProvider.System)
        {
            Operations = new OperationCatalog(
                new OperationType("median", context => new MedianOperation(context, maxPasses))),
            CutSearchOptions = windows ?? CutSearchOptions.Default,
        };

    /// <returns>The number of blocks.</returns>
    private static async Task<int> FirstPassAsync(StepContext context)
    {
        var job = await new SplitStep(context).RunAsync(JobId, Request, workers: 2);
        for (var number = 0; number < job.Blocks; number++)
            await new ProcessStep(context).RunAsync(JobId, number);
        Assert.Empty((await new CheckStep(context).RunAsync(JobId)).PendingBlocks);
        return job.Blocks;
    }

    private async Task<string> ResultAsync() => await File.ReadAllTextAsync(_jobs.Path($"jobs/{JobId}/result.csv"));

    private static string Csv(out long median)
    {
        var random = new Random(5);
        var numbers = Enumerable.Range(0, 3_000).Select(_ => (long)random.Next(-900, 900)).ToList();
        var text = new StringBuilder("id,t\n");
        for (var i = 0; i < numbers.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{numbers[i]}\n");
        numbers.Sort();
        median = numbers[(numbers.Count - 1) / 2];
        return text.ToString();
    }
}
