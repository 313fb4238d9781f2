using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using static Pipeline.Functions.Tests.Manifests.SampleManifests;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>What every <see cref="IManifestStore"/> keeps; each store has a subclass that makes it.</summary>
public abstract class ManifestStoreContract
{
    private static readonly BlockFailure Gone = new("IOException", "the file system went away", 1);

    protected abstract IManifestStore Store { get; }

    [Fact]
    public async Task A_job_reads_back_as_it_was_created()
    {
        var job = Job("a") with { Format = new JsonLinesFormat([new Column("a.b", ColumnKind.Boolean)]) };
        Assert.Same(job, await Store.CreateJobAsync(job));
        AssertSame(job, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task Creating_a_job_again_gives_the_one_that_stands()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.SaveJobAsync(Job("a") with { State = JobState.Processing }, JobState.Splitting);
        var again = await Store.CreateJobAsync(Job("a") with { CreatedAt = Now.AddMinutes(1), Blocks = 9 });
        AssertSame(Job("a") with { State = JobState.Processing }, again);
    }

    [Fact]
    public async Task An_id_stands_for_one_request()
    {
        await Store.CreateJobAsync(Job("a"));
        var other = Job("a") with { Request = Job("a").Request with { Output = OutputFormat.JsonLines } };
        var conflict = await Assert.ThrowsAsync<JobConflictException>(() => Store.CreateJobAsync(other));
        Assert.Equal("a", conflict.JobId);
        Assert.Contains("differ in output", conflict.Message, StringComparison.Ordinal);
        AssertSame(Job("a"), await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first()
    {
        foreach (var minute in (int[])[2, 0, 3, 1])
            await Store.CreateJobAsync(Job($"job{minute}") with { CreatedAt = Now.AddMinutes(minute) });
        Assert.Equal(["job3", "job2", "job1"], (await Store.ListJobsAsync(3)).Select(job => job.JobId));
        Assert.Equal(4, (await Store.ListJobsAsync(100)).Count);
    }

    [Fact]
    public async Task A_job_is_saved_with_all_that_it_came_to()
    {
        await Store.CreateJobAsync(Job("a"));
        var complete = Job("a") with
        {
            State = JobState.Complete,
            UpdatedAt = Now.AddHours(1),
            Result = new JobResult("jobs/a/result.csv", 1, 2, 3, 4, 5, "0f", [new ResultColumn("t", ColumnKind.Number)]),
        };
        Assert.True(await Store.SaveJobAsync(complete, JobState.Splitting));
        AssertSame(complete, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task A_job_is_saved_only_from_the_state_expected()
    {
        await Store.CreateJobAsync(Job("a"));
        var stopped = Job("a") with { State = JobState.Stopped };
        Assert.True(await Store.SaveJobAsync(stopped, JobState.Splitting));
        var failed = Job("a") with { State = JobState.Failed, Error = "BadRecordException", Cause = "a.csv, record at byte 7" };
        Assert.False(await Store.SaveJobAsync(failed, JobState.Splitting));
        AssertSame(stopped, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task A_job_moves_to_its_next_pass_once()
    {
        await Store.CreateJobAsync(Job("a"));
        var second = Job("a").Again(new PartialFile("passes/01-a.state", 3, "0a"));
        Assert.True(await Store.SaveJobAsync(second, JobState.Splitting));
        AssertSame(second, await Store.GetJobAsync("a"));
        Assert.Equal((1, "passes/01-a.state"), (second.Pass, second.Learned!.Name));

        // The state is what it was again, and the pass is not.
        Assert.True(await Store.SaveJobAsync(second.Working(JobState.Splitting), JobState.Processing, expectedPass: 1));
        Assert.False(await Store.SaveJobAsync(Job("a").Again(new PartialFile("passes/01-b.state", 3, "0b")), JobState.Splitting));
        var third = second.Again(new PartialFile("passes/02-a.state", 3, "0c"));
        Assert.False(await Store.SaveJobAsync(third, JobState.Splitting, expectedPass: 2));
        Assert.True(await Store.SaveJobAsync(third, JobState.Splitting, expectedPass: 1));
        AssertSame(third, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task Saving_a_job_never_changes_its_request_or_creation()
    {
        await Store.CreateJobAsync(Job("a"));
        var other = Job("a") with { CreatedAt = Now.AddDays(1), Request = Job("a").Request with { BlockSize = 7 } };
        Assert.True(await Store.SaveJobAsync(other, JobState.Splitting));
        AssertSame(Job("a"), await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_null_empty_or_refused()
    {
        Assert.Null(await Store.GetJobAsync("a"));
        Assert.Null(await Store.GetBlockAsync("a", 0));
        Assert.Empty(await Store.ListJobsAsync(10));
        Assert.Empty(await List("a"));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.SaveJobAsync(Job("a"), JobState.Splitting));
        await AssertNoBlock("a", 0);
    }

    [Fact]
    public async Task A_block_that_is_not_there_is_null_or_refused()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.Null(await Store.GetBlockAsync("a", 1));
        await AssertNoBlock("a", 1);
    }

    [Fact]
    public async Task Ten_thousand_blocks_are_listed_in_order()
    {
        var blocks = Enumerable.Range(0, 10_000).Select(number => Block("a", number)).ToArray();
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("b", 0)]);
        await Store.AddBlocksAsync(blocks);
        var listed = await List("a");
        Assert.Equal(blocks.Select(Text), listed.Select(Text));
    }

    [Fact]
    public async Task Blocks_are_listed_by_a_range_of_numbers()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([.. Enumerable.Range(0, 30).Select(number => Block("a", number))]);
        Assert.Equal(Enumerable.Range(9, 12), await Numbers(9, 12));
        Assert.Equal([28, 29], await Numbers(28, 256));
        Assert.Equal([29], await Numbers(29, int.MaxValue));
        Assert.Empty(await Numbers(30, 1));

        async Task<List<int>> Numbers(int first, int count)
        {
            var numbers = new List<int>();
            await foreach (var block in Store.ListBlocksAsync("a", first, count))
                numbers.Add(block.Number);
            return numbers;
        }
    }

    [Fact]
    public async Task Adding_blocks_again_adds_only_what_is_missing()
    {
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        await Store.PutReceiptAsync("a", 1, Receipt());
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1), Block("a", 2)]);
        Assert.Equal([null, Receipt(), null], (await List("a")).Select(block => block.Receipt));
    }

    [Fact]
    public async Task Blocks_planned_over_changed_files_conflict()
    {
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        var changed = Block("a", 1, Range(10, 21));
        var conflict = await Assert.ThrowsAsync<JobConflictException>(() => Store.AddBlocksAsync([Block("a", 0), changed]));
        Assert.Contains("block 1", conflict.Message, StringComparison.Ordinal);
        Assert.Equal([Text(Block("a", 0)), Text(Block("a", 1))], (await List("a")).Select(Text));
    }

    [Fact]
    public async Task Of_a_plan_that_conflicts_no_block_is_added()
    {
        await Store.AddBlocksAsync([Block("a", 1)]);
        var changed = Block("a", 1) with { Ranges = Block("a", 7).Ranges };
        await Assert.ThrowsAsync<JobConflictException>(() => Store.AddBlocksAsync([Block("a", 0), changed]));
        Assert.Equal(1, Assert.Single(await List("a")).Number);
        await Store.AddBlocksAsync([Block("a", 0)]);
    }

    [Fact]
    public async Task A_receipt_stands_and_takes_back_the_failure()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone));
        AssertSame(Block("a", 0) with { Failure = Gone }, await Store.GetBlockAsync("a", 0));
        Assert.Equal(Receipt(), await Store.PutReceiptAsync("a", 0, Receipt()));
        AssertSame(Block("a", 0) with { Receipt = Receipt() }, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_start_stands_until_its_attempt_ends()
    {
        var start = new BlockStart(Now);
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.False(await Store.PutStartAsync("a", 0, 1, start));
        Assert.True(await Store.PutStartAsync("a", 0, 0, start));
        AssertSame(Block("a", 0) with { Start = start }, await Store.GetBlockAsync("a", 0));

        // An attempt that fails, another beside the failure, and one whose receipt stands.
        await Store.PutFailureAsync("a", 0, 0, Gone);
        AssertSame(Block("a", 0) with { Failure = Gone }, await Store.GetBlockAsync("a", 0));
        Assert.True(await Store.PutStartAsync("a", 0, 0, start));
        AssertSame(Block("a", 0) with { Failure = Gone, Start = start }, await Store.GetBlockAsync("a", 0));
        await Store.PutReceiptAsync("a", 0, Receipt());
        AssertSame(Block("a", 0) with { Receipt = Receipt() }, await Store.GetBlockAsync("a", 0));

        // One that is late, and one of the next pass.
        Assert.False(await Store.PutStartAsync("a", 0, 0, start));
        Assert.True(await Store.PutStartAsync("a", 0, 0, start with { Pass = 1 }));
        AssertSame(Block("a", 0) with { Receipt = Receipt(), Start = start with { Pass = 1 } }, await Store.GetBlockAsync("a", 0));
        var revised = Block("a", 0).Revised([Range(3, 10)]);
        Assert.True(await Store.ReviseBlockAsync(revised));
        AssertSame(revised, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_start_is_no_receipt()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutStartAsync("a", 0, 0, new BlockStart(Now));
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        await Assert.ThrowsAsync<JobConflictException>(() => Store.AddBlocksAsync([Block("a", 0, Range(0, 9))]));
        Assert.Equal(2, (await List("a")).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(JobResult.MostSmallBytes)]
    public async Task A_small_result_reads_back_byte_for_byte(int length)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.Null(await Store.GetResultAsync("a"));
        await Store.PutResultAsync("a", new byte[] { 7 });
        await Store.PutResultAsync("a", content);
        Assert.Equal(content, await Store.GetResultAsync("a"));
        Assert.Null(await Store.GetResultAsync("b"));
        AssertSame(Job("a"), await Store.GetJobAsync("a"));
        Assert.Single(await List("a"));
    }

    [Fact]
    public async Task A_receipt_may_tell_of_a_bad_record()
    {
        var bad = Receipt() with { Partial = null, Bad = new BadRecordInfo("a.csv", 3, "Expected 2 fields; found 3.") };
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, bad);
        Assert.Equal(bad, (await Store.GetBlockAsync("a", 0))!.Receipt);
    }

    [Fact]
    public async Task The_first_receipt_stands_whoever_races()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        var standing = await Race(16, writer => Store.PutReceiptAsync("a", 0, Receipt() with { Records = writer }));
        var first = (await Store.GetBlockAsync("a", 0))!.Receipt;
        Assert.NotNull(first);
        Assert.All(standing, receipt => Assert.Equal(first, receipt));
    }

    [Fact]
    public async Task A_receipt_of_another_revision_is_refused()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.ReviseBlockAsync(Block("a", 0).Revised([Range(1, 5)]));
        Assert.Null(await Store.PutReceiptAsync("a", 0, Receipt()));
        Assert.Null(await Store.PutReceiptAsync("a", 0, Receipt() with { Revision = 2 }));
        Assert.Null((await Store.GetBlockAsync("a", 0))!.Receipt);
        Assert.Equal(1, (await Store.PutReceiptAsync("a", 0, Receipt() with { Revision = 1 }))!.Revision);
        Assert.Null(await Store.PutReceiptAsync("a", 0, Receipt()));
    }

    [Fact]
    public async Task A_receipt_of_a_later_pass_takes_the_place_of_an_earlier_one()
    {
        var (first, second) = (Receipt(), Receipt() with { Pass = 1 });
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.Equal(first, await Store.PutReceiptAsync("a", 0, first));
        Assert.Equal(second, await Store.PutReceiptAsync("a", 0, second));
        Assert.Equal(second, (await Store.GetBlockAsync("a", 0))!.Receipt);

        // A worker that is late, and a second one in the same pass.
        Assert.Equal(second, await Store.PutReceiptAsync("a", 0, first));
        Assert.Equal(second, await Store.PutReceiptAsync("a", 0, second with { Records = 9 }));
        Assert.Equal(second, (await Store.GetBlockAsync("a", 0))!.Receipt);

        var revised = Block("a", 0).Revised([Range(3, 10)]);
        Assert.True(await Store.ReviseBlockAsync(revised));
        AssertSame(revised, await Store.GetBlockAsync("a", 0));
        Assert.Null(await Store.PutReceiptAsync("a", 0, second with { Pass = 2 }));
        Assert.Equal(1, (await Store.PutReceiptAsync("a", 0, second with { Revision = 1 }))!.Pass);
    }

    [Fact]
    public async Task The_first_receipt_of_a_later_pass_stands_whoever_races()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());
        var standing = await Race(16, writer => Store.PutReceiptAsync("a", 0, Receipt() with { Records = writer, Pass = 1 }));
        var first = (await Store.GetBlockAsync("a", 0))!.Receipt;
        Assert.Equal(1, first!.Pass);
        Assert.All(standing, receipt => Assert.Equal(first, receipt));
    }

    [Fact]
    public async Task A_failure_in_a_later_pass_matters_until_that_pass_has_a_receipt()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());
        Assert.False(await Store.PutFailureAsync("a", 0, 0, Gone));
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone with { Pass = 1 }));
        AssertSame(Block("a", 0) with { Receipt = Receipt(), Failure = Gone with { Pass = 1 } }, await Store.GetBlockAsync("a", 0));
        await Store.PutReceiptAsync("a", 0, Receipt() with { Pass = 1 });
        Assert.False(await Store.PutFailureAsync("a", 0, 0, Gone with { Pass = 1 }));
        AssertSame(Block("a", 0) with { Receipt = Receipt() with { Pass = 1 } }, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_failure_matters_only_until_there_is_a_receipt_or_another_revision()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.False(await Store.PutFailureAsync("a", 0, 1, Gone));
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone));
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone with { Attempts = 2 }));
        Assert.Equal(2, (await Store.GetBlockAsync("a", 0))!.Failure!.Attempts);
        await Store.PutReceiptAsync("a", 0, Receipt());
        Assert.False(await Store.PutFailureAsync("a", 0, 0, Gone));
        Assert.Null((await Store.GetBlockAsync("a", 0))!.Failure);
    }

    [Fact]
    public async Task A_revised_block_has_its_new_ranges_and_nothing_else()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());
        var revised = Block("a", 0).Revised([Range(3, 10)]);
        Assert.True(await Store.ReviseBlockAsync(revised));
        AssertSame(revised, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_block_is_revised_only_from_the_revision_before()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        var first = Block("a", 0).Revised([Range(3, 10)]);
        Assert.False(await Store.ReviseBlockAsync(first.Revised([Range(4, 10)])));
        var won = await Race(16, writer => Store.ReviseBlockAsync(Block("a", 0).Revised([Range(writer, 100)])));
        Assert.Single(won, true);
        Assert.Equal(1, (await Store.GetBlockAsync("a", 0))!.Revision);
    }

    [Fact]
    public async Task An_extended_block_keeps_its_receipt()
    {
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        await Store.PutReceiptAsync("a", 0, Receipt() with { EndedAt = 13 });
        var extended = (await Store.GetBlockAsync("a", 0))!.Extended();
        Assert.True(await Store.ExtendBlockAsync(extended));
        Assert.True(await Store.ExtendBlockAsync(extended));
        var standing = await Store.GetBlockAsync("a", 0);
        AssertSame(Block("a", 0, Range(0, 13)) with { Receipt = Receipt() with { EndedAt = 13 } }, standing);
        AssertSame(Block("a", 1), await Store.GetBlockAsync("a", 1));
    }

    [Fact]
    public async Task A_block_without_that_receipt_is_not_extended()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        var extended = (Block("a", 0) with { Receipt = Receipt() with { EndedAt = 13 } }).Extended();
        Assert.False(await Store.ExtendBlockAsync(extended));
        await Store.PutReceiptAsync("a", 0, Receipt());
        await Store.ReviseBlockAsync(Block("a", 0).Revised([Range(3, 10)]));
        await Store.PutReceiptAsync("a", 0, Receipt() with { Revision = 1 });
        Assert.False(await Store.ExtendBlockAsync(extended));
        Assert.Equal(Range(3, 10), Assert.Single((await Store.GetBlockAsync("a", 0))!.Ranges));
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateJobAsync(Job("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AddBlocksAsync([Block("a", 0)], cancelled));
        Assert.Null(await Store.GetJobAsync("a"));
        Assert.Null(await Store.GetBlockAsync("a", 0));
    }

    protected async Task<List<BlockManifest>> List(string jobId)
    {
        var blocks = new List<BlockManifest>();
        await foreach (var block in Store.ListBlocksAsync(jobId))
            blocks.Add(block);
        return blocks;
    }

    protected static void AssertSame(JobManifest expected, JobManifest? found) => Assert.Equal(Text(expected), Text(found!));

    protected static void AssertSame(BlockManifest expected, BlockManifest? found) => Assert.Equal(Text(expected), Text(found!));

    /// <summary>Records with lists in them are not equal by value; their JSON is.</summary>
    private static string Text(JobManifest job) =>
        JsonSerializer.Serialize(job, ManifestsJson.Default.JobManifest);

    private static string Text(BlockManifest block) =>
        JsonSerializer.Serialize(block, ManifestsJson.Default.BlockManifest);

    /// <summary>Lets so many threads do the same at once.</summary>
    private static async Task<T[]> Race<T>(int writers, Func<int, Task<T>> write)
    {
        using var start = new Barrier(writers);
        return await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return write(writer);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }

    private async Task AssertNoBlock(string jobId, int number)
    {
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.PutReceiptAsync(jobId, number, Receipt()));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.PutStartAsync(jobId, number, 0, new BlockStart(Now)));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.PutFailureAsync(jobId, number, 0, Gone));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.ReviseBlockAsync(Block(jobId, number).Revised([])));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.ExtendBlockAsync(Block(jobId, number)));
    }
}
