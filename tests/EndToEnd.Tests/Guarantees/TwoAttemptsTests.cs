using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.EndToEnd.Tests.Queries;
using Pipeline.Operations;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>One receipt: several attempts at one block, and at one job, are harmless.</summary>
public sealed class TwoAttemptsTests : IDisposable
{
    private const string JobId = "twice";

    private static readonly JobRequest Request = JobHarness.Query(OrderQueries.Sql("groups"), blockSize: 5_000);

    private readonly JobHarness _jobs = new();

    public TwoAttemptsTests() => _jobs.Write("data.csv", Order.Csv(Order.Generate(1_000)));

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task Of_attempts_at_one_block_at_once_the_first_receipt_stands_for_all()
    {
        var whole = await _jobs.RunAsync(Request with { BlockSize = null });
        var job = await new SplitStep(_jobs.Context).RunAsync(JobId, Request, workers: 2);
        var process = new ProcessStep(_jobs.Context);
        for (var number = 0; number < job.Blocks; number++)
        {
            var block = number;
            var receipts = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => Task.Run(() => process.RunAsync(JobId, block))));
            Assert.NotNull(receipts[0]);
            Assert.All(receipts, receipt => Assert.Equal(receipts[0], receipt));
            Assert.Equal(receipts[0], (await _jobs.Store.GetBlockAsync(JobId, number))?.Receipt);
        }
        Assert.Equal(whole.Text, await FinishAsync());
    }

    [Fact]
    public async Task A_step_done_twice_changes_nothing()
    {
        var whole = await _jobs.RunAsync(Request with { BlockSize = null });
        var split = new SplitStep(_jobs.Context);
        var job = await split.RunAsync(JobId, Request, workers: 2);
        Assert.Equal(
            job,
            await split.RunAsync(JobId, Request, workers: 2) with
            {
                Request = job.Request,
                Format = job.Format,
            });
        foreach (var number in Enumerable.Range(0, job.Blocks).Concat(Enumerable.Range(0, job.Blocks)))
            await new ProcessStep(_jobs.Context).RunAsync(JobId, number);
        Assert.Equal(whole.Text, await FinishAsync());
        Assert.Equal(whole.Text, await FinishAsync());
    }

    [Fact]
    public async Task A_job_left_in_the_middle_is_finished_by_another_process()
    {
        var whole = await _jobs.RunAsync(Request with { BlockSize = null });
        var job = await new SplitStep(_jobs.Context).RunAsync(JobId, Request, workers: 2);
        for (var number = 0; number < job.Blocks; number += 2)
            await new ProcessStep(_jobs.Context).RunAsync(JobId, number);

        var other = new StepContext(_jobs.Context.Root, _jobs.Store, TimeProvider.System)
        {
            Operations = OperationRegistry.All,
        };
        var pending = (await new CheckStep(other).RunAsync(JobId)).PendingBlocks;
        Assert.Equal(Enumerable.Range(0, job.Blocks).Where(number => number % 2 == 1), pending);
        foreach (var number in pending)
            await new ProcessStep(other).RunAsync(JobId, number);
        Assert.Equal(whole.Text, await FinishAsync());
    }

    private async Task<string> FinishAsync()
    {
        var outcome = await new CheckStep(_jobs.Context).RunAsync(JobId);
        Assert.Empty(outcome.PendingBlocks);
        var job = await new AggregateStep(_jobs.Context).RunAsync(JobId, []);
        Assert.Equal(JobState.Complete, job.State);
        return await File.ReadAllTextAsync(_jobs.Path(job.Result!.Path));
    }
}
