using Pipeline.Core.Formats;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.TestKit.Manifests;

/// <summary>The part of the contract about jobs and results.</summary>
public abstract partial class ManifestStoreContract
{
    [Fact]
    public async Task A_job_reads_back_as_it_was_created()
    {
        var job = Job("a") with { Format = new JsonLinesFormat([new Column("a.b", ColumnKind.Boolean)]) };
        Assert.Same(job, await Store.CreateJobAsync(job));
        AssertSame(job, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task Creating_a_job_again_returns_the_existing_one()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.SaveJobAsync(Job("a") with { State = JobState.Processing }, JobState.Splitting);
        var again = await Store.CreateJobAsync(Job("a") with { CreatedAt = Now.AddMinutes(1), Blocks = 9 });
        AssertSame(Job("a") with { State = JobState.Processing }, again);
    }

    [Fact]
    public async Task An_id_belongs_to_one_request()
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
    public async Task A_job_is_saved_with_its_result()
    {
        await Store.CreateJobAsync(Job("a"));
        var complete = Job("a") with
        {
            State = JobState.Complete,
            UpdatedAt = Now.AddHours(1),
            Result = new JobResult(
                "jobs/a/result.csv", 1, 2, 3, 4, 5, "0f", [new ResultColumn("t", ColumnKind.Number)]),
        };
        Assert.True(await Store.SaveJobAsync(complete, JobState.Splitting));
        AssertSame(complete, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task A_job_is_saved_only_from_the_expected_state()
    {
        await Store.CreateJobAsync(Job("a"));
        var stopped = Job("a") with { State = JobState.Stopped };
        Assert.True(await Store.SaveJobAsync(stopped, JobState.Splitting));
        var failed = Job("a") with
        {
            State = JobState.Failed,
            Error = "BadRecordException",
            Cause = "a.csv, record at byte 7",
        };
        Assert.False(await Store.SaveJobAsync(failed, JobState.Splitting));
        AssertSame(stopped, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task A_job_moves_to_its_next_pass_once()
    {
        await Store.CreateJobAsync(Job("a"));
        var second = Job("a").NextPass(new StoredFile("passes/01-a.state", 3, "0a"));
        Assert.True(await Store.SaveJobAsync(second, JobState.Splitting));
        AssertSame(second, await Store.GetJobAsync("a"));
        Assert.Equal((1, "passes/01-a.state"), (second.Pass, second.Learned!.Name));

        // The state is the same as before, but not the pass.
        Assert.True(await Store.SaveJobAsync(second.InState(JobState.Splitting), JobState.Processing, expectedPass: 1));
        Assert.False(
            await Store.SaveJobAsync(
                Job("a").NextPass(new StoredFile("passes/01-b.state", 3, "0b")), JobState.Splitting));
        var third = second.NextPass(new StoredFile("passes/02-a.state", 3, "0c"));
        Assert.False(await Store.SaveJobAsync(third, JobState.Splitting, expectedPass: 2));
        Assert.True(await Store.SaveJobAsync(third, JobState.Splitting, expectedPass: 1));
        AssertSame(third, await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task Saving_a_job_never_changes_its_request_or_creation_time()
    {
        await Store.CreateJobAsync(Job("a"));
        var other = Job("a") with { CreatedAt = Now.AddDays(1), Request = Job("a").Request with { BlockSize = 7 } };
        Assert.True(await Store.SaveJobAsync(other, JobState.Splitting));
        AssertSame(Job("a"), await Store.GetJobAsync("a"));
    }

    [Fact]
    public async Task A_missing_job_is_null_or_empty_or_throws()
    {
        Assert.Null(await Store.GetJobAsync("a"));
        Assert.Null(await Store.GetBlockAsync("a", 0));
        Assert.Empty(await Store.ListJobsAsync(10));
        Assert.Empty(await List("a"));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.SaveJobAsync(Job("a"), JobState.Splitting));
        await AssertNoBlock("a", 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(JobResult.MaxSmallBytes)]
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
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateJobAsync(Job("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AddBlocksAsync([Block("a", 0)], cancelled));
        Assert.Null(await Store.GetJobAsync("a"));
        Assert.Null(await Store.GetBlockAsync("a", 0));
    }
}
