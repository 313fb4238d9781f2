using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.Local;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Dates;

/// <summary>A job means the same files however late it is tried again.</summary>
public sealed class SameDatesTests : IDisposable
{
    private const string JobId = "nightly";

    private static readonly DateTimeOffset Night = new(2026, 3, 1, 23, 59, 0, TimeSpan.Zero);
    private static readonly JobRequest Request = JobHarness.Query(
        "SELECT SUM(t) AS t FROM dataset",
        "{date-1d:yyyy-MM-dd}/*.csv");

    private readonly SetClock _clock = new(Night);
    private readonly JobHarness _jobs;

    public SameDatesTests()
    {
        _jobs = new JobHarness(clock: _clock);
        _jobs
            .Write("2026-02-28/a.csv", "t\n1\n")
            .Write("2026-02-28/b.csv", "t\n2\n")
            .Write("2026-03-01/a.csv", "t\n40\n");
    }

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task A_job_that_failed_takes_the_files_of_its_first_start()
    {
        _jobs.Write("2026-02-28/b.csv", "t\n2,3\n");
        await AssertNamesBadFileAsync();
        _clock.Now += TimeSpan.FromDays(1);
        await AssertNamesBadFileAsync();

        async Task AssertNamesBadFileAsync() =>
            Assert.StartsWith(
                "2026-02-28/b.csv, record at byte 2",
                (await Assert.ThrowsAsync<BadRecordException>(() => RunAsync())).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_was_stopped_ends_with_the_files_of_its_first_start()
    {
        await new SplitStep(_jobs.Context).RunAsync(JobId, Request, workers: 2);
        await new JobFailureRecorder(_jobs.Context).RunAsync(JobId, JobState.Stopped, null, null);

        _clock.Now += TimeSpan.FromDays(1);
        Assert.Equal("t\n3\n", await RunAsync());

        // And a job that is complete is found complete.
        _clock.Now += TimeSpan.FromDays(100);
        Assert.Equal("t\n3\n", await RunAsync());
        Assert.Equal(Night, (await _jobs.Store.GetJobAsync(JobId))!.CreatedAt);
    }

    [Fact]
    public async Task Of_two_starts_around_midnight_the_first_counts()
    {
        var early = await new SplitStep(_jobs.Context).PlanAsync(JobId, Request, workers: 2);
        _clock.Now += TimeSpan.FromMinutes(2);
        await new SplitStep(_jobs.Context).RunAsync(JobId, Request, workers: 2);
        await new JobFailureRecorder(_jobs.Context).RunAsync(JobId, JobState.Stopped, null, null);
        await new SplitStep(_jobs.Context).RunAsync(JobId, Request, early);
        Assert.Equal("t\n40\n", await RunAsync());
    }

    [Fact]
    public async Task A_job_that_was_started_before_it_is_run_is_of_that_time()
    {
        _clock.Now += TimeSpan.FromDays(7);
        Assert.Equal(
            "t\n40\n",
            await RunAsync(startedAt: new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.FromHours(1))));
        Assert.Equal((new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), TimeSpan.Zero), await CreatedAsync());
    }

    [Fact]
    public async Task The_scheduled_time_counts_whenever_the_job_is_started()
    {
        var request = Request with { ScheduledTime = Night };
        _clock.Now += TimeSpan.FromDays(7);
        Assert.Equal("t\n3\n", await RunAsync(request));
        Assert.Equal(_clock.Now, (await CreatedAsync()).Time);
        Assert.Equal("{date-1d:yyyy-MM-dd}/*.csv", (await _jobs.Store.GetJobAsync(JobId))!.Request.Dataset.Single());
    }

    [Fact]
    public async Task Another_scheduled_time_is_another_request()
    {
        await RunAsync(Request with { ScheduledTime = Night });
        var error = await Assert.ThrowsAsync<JobConflictException>(() =>
            RunAsync(Request with { ScheduledTime = Night.AddDays(1) }));
        Assert.Contains("scheduledTime", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_not_there_are_named_as_written_and_as_filled_in()
    {
        _clock.Now += TimeSpan.FromDays(7);
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => RunAsync());
        Assert.Contains(
            "matches \"2026-03-07/*.csv\" ({date-1d:yyyy-MM-dd}/*.csv at 2026-03-08 23:59 UTC). The root contains "
                + "\"2026-03-01\". Did you mean that?",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{date:../yyyy}/a.csv", "contains \"..\"")]
    [InlineData("x{date:/yyyy}/../../../a.csv", "contains \"..\"")]
    [InlineData("{date:/yyyy}.csv", "\"/2026.csv\"")]
    public async Task A_date_is_no_way_out_of_the_root(string dataset, string expected)
    {
        var request = JobRequestReader.Read(
            Encoding.UTF8.GetBytes($$"""{ "dataset": "{{dataset}}", "operation": { "type": "profile" } }"""));
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => RunAsync(request));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(JobRequest? request = null, DateTimeOffset? startedAt = null)
    {
        var run = new LocalRun(_jobs.Context, workers: 2, new RunLog()) { StartedAt = startedAt };
        var job = await run.RunAsync(JobId, request ?? Request);
        return await File.ReadAllTextAsync(_jobs.Path(job.Result!.Path));
    }

    private async Task<(DateTimeOffset Time, TimeSpan Offset)> CreatedAsync() =>
        (await _jobs.Store.GetJobAsync(JobId))!.CreatedAt is var time ? (time, time.Offset) : default;
}
