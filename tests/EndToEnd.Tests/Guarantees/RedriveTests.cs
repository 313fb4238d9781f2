using Pipeline.Core.Coverage;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.EndToEnd.Tests.Queries;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>A job that failed or was stopped resumes where it ended, with the same bytes as result.</summary>
public sealed class RedriveTests : IDisposable
{
    private const string JobId = "again";

    private static readonly JobRequest Request = JobHarness.Query(OrderQueries.Sql("groups"), blockSize: 5_000);

    private readonly JobHarness _jobs = new();

    public RedriveTests() => _jobs.Write("data.csv", Order.Csv(Order.Generate(3_000)));

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task A_block_that_failed_is_done_again_only_after_a_redrive()
    {
        var whole = await _jobs.RunAsync(Request with { BlockSize = null });
        var blocks = await SplitAsync(Request);
        await ProcessAsync(Enumerable.Range(0, blocks).Except([2]));
        await new ProcessStep(_jobs.Context).FailAsync(JobId, 2, "StorageBusyException", "data.csv: no answer.");

        var check = new CheckStep(_jobs.Context);
        var error = await Assert.ThrowsAsync<BlocksFailedException>(() => check.RunAsync(JobId));
        Assert.Contains("Block 2: StorageBusyException: data.csv: no answer.", error.Message, StringComparison.Ordinal);
        await new JobFailureRecorder(_jobs.Context).RunAsync(
            JobId,
            JobState.Failed,
            nameof(BlocksFailedException),
            error.Message);

        Assert.Equal([2], (await check.RunAsync(JobId, redrive: 1)).PendingBlocks);
        var job = await _jobs.Store.GetJobAsync(JobId);
        Assert.Equal((JobState.Processing, null, null), (job!.State, job.Error, job.Cause));
        await ProcessAsync([2]);
        Assert.Equal(whole.Text, await FinishAsync(redrive: 1));
    }

    [Fact]
    public async Task A_block_that_fails_again_fails_the_job_again()
    {
        var blocks = await SplitAsync(Request);
        await ProcessAsync(Enumerable.Range(0, blocks).Except([2]));
        await new ProcessStep(_jobs.Context).FailAsync(JobId, 2, "E", "once");
        await new ProcessStep(_jobs.Context).FailAsync(JobId, 2, "E", "twice", redrive: 1);
        var error = await Assert.ThrowsAsync<BlocksFailedException>(() =>
            new CheckStep(_jobs.Context).RunAsync(JobId, redrive: 1));
        Assert.Contains("E: twice", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _jobs.Store.GetBlockAsync(JobId, 2))!.Failure!.Attempts);
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Stopped)]
    public async Task A_job_that_ended_at_its_last_step_is_aggregated_after_all(JobState state)
    {
        var whole = await _jobs.RunAsync(Request with { BlockSize = null });
        await ProcessAsync(Enumerable.Range(0, await SplitAsync(Request)));
        Assert.Empty((await new CheckStep(_jobs.Context).RunAsync(JobId)).PendingBlocks);
        await new JobFailureRecorder(_jobs.Context).RunAsync(JobId, state, null, null);
        Assert.Equal(whole.Text, await AggregateAsync([]));
    }

    [Fact]
    public async Task A_split_that_failed_half_way_is_completed()
    {
        var whole = await _jobs.RunAsync(Request with { BlockSize = null });
        var split = new SplitStep(_jobs.Context);
        var plan = split.Plan(Request, workers: 2);
        var half = plan with { Blocks = [.. plan.Blocks.Take(2)] };
        await split.RunAsync(JobId, Request, half);
        await _jobs.Store.SaveJobAsync(
            (await _jobs.Store.GetJobAsync(JobId))! with
            {
                State = JobState.Failed,
                Blocks = plan.Blocks.Count,
            },
            JobState.Processing);
        await ProcessAsync(Enumerable.Range(0, await SplitAsync(Request)));
        Assert.Equal(whole.Text, await FinishAsync(redrive: 1));
    }

    /// <summary>Step Functions gives a worker up when its time is over; the worker may still come to its end.</summary>
    [Fact]
    public async Task A_receipt_that_comes_after_its_group_was_merged_is_in_the_result()
    {
        var request = Request with { BlockSize = 500, TolerateFailedBlocks = 1 };
        var whole = await _jobs.RunAsync(Request with { BlockSize = null });
        var blocks = await SplitAsync(request);
        Assert.InRange(blocks, MergeRounds.FanIn + 1, 2 * MergeRounds.FanIn);
        await ProcessAsync(Enumerable.Range(0, blocks).Except([300]));
        await new ProcessStep(_jobs.Context).FailAsync(JobId, 300, "States.Timeout", "No answer in time.");

        var outcome = await new CheckStep(_jobs.Context).RunAsync(JobId);
        Assert.Equal((0, 2), (outcome.PendingBlocks.Count, outcome.Groups));
        var merge = new MergeStep(_jobs.Context);
        MergedGroup[] merged = [await merge.RunAsync(JobId, 0), await merge.RunAsync(JobId, 1)];
        await ProcessAsync([300]);
        Assert.Equal(whole.Text, await AggregateAsync(merged));
    }

    private async Task<int> SplitAsync(JobRequest request) =>
        (await new SplitStep(_jobs.Context).RunAsync(JobId, request, workers: 2)).Blocks;

    private async Task ProcessAsync(IEnumerable<int> blocks)
    {
        foreach (var number in blocks)
            await new ProcessStep(_jobs.Context).RunAsync(JobId, number);
    }

    private async Task<string> FinishAsync(int redrive)
    {
        Assert.Empty((await new CheckStep(_jobs.Context).RunAsync(JobId, redrive)).PendingBlocks);
        return await AggregateAsync([]);
    }

    private async Task<string> AggregateAsync(IReadOnlyList<MergedGroup> merged)
    {
        var job = await new AggregateStep(_jobs.Context).RunAsync(JobId, merged);
        Assert.Equal((JobState.Complete, null, null), (job.State, job.Error, job.Cause));
        return await File.ReadAllTextAsync(_jobs.Path(job.Result!.Path));
    }
}
