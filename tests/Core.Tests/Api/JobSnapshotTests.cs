using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Tests.Api;

public sealed class JobSnapshotTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The manifest tells of the time before a redrive until the job is at work again.</summary>
    [Theory]
    [InlineData(ExecutionStatus.Running, null, "queued")]
    [InlineData(ExecutionStatus.Running, JobState.Failed, "queued")]
    [InlineData(ExecutionStatus.Running, JobState.Stopped, "queued")]
    [InlineData(ExecutionStatus.Running, JobState.Merging, "merging")]
    [InlineData(ExecutionStatus.Succeeded, JobState.Incomplete, "incomplete")]
    [InlineData(ExecutionStatus.Aborted, JobState.Failed, "stopped")]
    [InlineData(ExecutionStatus.Aborted, JobState.Processing, "stopped")]
    [InlineData(ExecutionStatus.Failed, JobState.Stopped, "failed")]
    [InlineData(ExecutionStatus.TimedOut, JobState.Merging, "failed")]
    [InlineData(ExecutionStatus.Failed, null, "failed")]
    [InlineData(ExecutionStatus.Failed, JobState.Complete, "complete")]
    public void The_state_is_that_of_the_execution_unless_the_job_is_complete(ExecutionStatus status, JobState? state, string expected) =>
        Assert.Equal(expected, new JobSnapshot(new Execution("a", "{}", status, Start), state is { } known ? Job(known) : null).State);

    [Fact]
    public void The_cause_is_that_of_the_last_execution()
    {
        var job = Job(JobState.Failed) with { Error = "DatasetUnavailableException", Cause = "a.csv is not there." };
        var told = Told(new JobSnapshot(new Execution("a", "{}", ExecutionStatus.Failed, Start, Start, 1, "JobConflictException", "Block 7 has other ranges."), job));
        Assert.Equal(("JobConflictException", "Block 7 has other ranges."), (told.GetProperty("error").GetString(), told.GetProperty("cause").GetString()));
        // Where executions are listed they come without.
        told = Told(new JobSnapshot(new Execution("a", "{}", ExecutionStatus.Failed, Start, Start, 1), job));
        Assert.Equal(("DatasetUnavailableException", "a.csv is not there."), (told.GetProperty("error").GetString(), told.GetProperty("cause").GetString()));
    }

    [Theory]
    [InlineData(0, 0, 100.0)]
    [InlineData(2, 0, 300.0)]
    [InlineData(0, 1, null)]
    public void The_rate_of_a_job_that_has_ended_is_over_all_its_passes(int pass, int redrives, double? expected)
    {
        var job = Job(JobState.Complete) with { Pass = pass };
        var standing = new JobStanding(job, 1, 0, 0, 10, 0, 1_000, 1, new JobWork(pass + 1, 1_000 * (pass + 1), 1), []);
        var told = Told(new JobSnapshot(new Execution("a", "{}", ExecutionStatus.Succeeded, Start, Start.AddSeconds(10), redrives), job, standing));
        var rate = told.GetProperty("progress").GetProperty("bytesPerSecond");
        Assert.Equal(expected, rate.ValueKind == JsonValueKind.Null ? null : rate.GetDouble());
    }

    private static JsonElement Told(JobSnapshot snapshot) => JsonElement.Parse(ApiResponse.Object(json => snapshot.Write(json, Start, costOf: null)));

    private static JobManifest Job(JobState state) => new(
        "a", new JobRequest(["a.csv"], new OperationRequest("query", JsonElement.Parse("{}"))), Formats.Csv(1), state, Start, Start.AddSeconds(9), Blocks: 1, Files: 1, Bytes: 1_000);
}
