using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Api;

public sealed class JobSnapshotTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    /// <summary>After a redrive, the manifest is out of date until the job is active again.</summary>
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
    public void The_execution_decides_the_state_unless_the_job_is_complete(
        ExecutionStatus status, JobState? state, string expected)
    {
        var snapshot = new JobSnapshot(new Execution("a", "{}", status, Start), state is { } known ? Job(known) : null);
        Assert.Equal(expected, EnumNames.Of(snapshot.Status));
    }

    [Theory]
    [InlineData(JobState.Splitting)]
    [InlineData(JobState.Processing)]
    [InlineData(JobState.Merging)]
    [InlineData(JobState.Complete)]
    [InlineData(JobState.Incomplete)]
    public void The_manifest_decides_the_state_while_the_execution_runs(JobState state)
    {
        var snapshot = new JobSnapshot(new Execution("a", "{}", ExecutionStatus.Running, Start), Job(state));
        Assert.Equal(EnumNames.Of(state), EnumNames.Of(snapshot.Status));
    }

    [Fact]
    public void The_cause_is_that_of_the_last_execution()
    {
        var job = Job(JobState.Failed) with { Error = "DatasetUnavailableException", Cause = "a.csv does not exist." };
        var execution = new Execution(
            "a", "{}", ExecutionStatus.Failed, Start, Start, 1, "JobConflictException", "Block 7 has other ranges.");
        var summary = Summarize(new JobSnapshot(execution, job));
        Assert.Equal(("JobConflictException", "Block 7 has other ranges."), (summary.Error, summary.Cause));
        // Lists of executions omit both.
        summary = Summarize(new JobSnapshot(execution with { Error = null, Cause = null }, job));
        Assert.Equal(("DatasetUnavailableException", "a.csv does not exist."), (summary.Error, summary.Cause));
    }

    [Theory]
    [InlineData(0, 0, 100.0)]
    [InlineData(2, 0, 300.0)]
    [InlineData(0, 1, null)]
    public void The_throughput_of_a_job_that_has_ended_counts_all_its_passes(int pass, int redrives, double? expected)
    {
        var job = Job(JobState.Complete) with { Pass = pass };
        var work = new WorkTotals(pass + 1, 1_000 * (pass + 1), 1);
        var progress = new JobProgress(job, 1, 0, 0, 10, 0, 1_000, 1, work, []);
        var execution = new Execution("a", "{}", ExecutionStatus.Succeeded, Start, Start.AddSeconds(10), redrives);
        Assert.Equal(expected, Summarize(new JobSnapshot(execution, job, progress)).Progress!.BytesPerSecond);
    }

    private static JobSummary Summarize(JobSnapshot snapshot) => snapshot.Summarize(Start, costOf: null);

    private static JobManifest Job(JobState state) => new(
        "a",
        new JobRequest(["a.csv"], new OperationRequest("query", JsonElement.Parse("{}"))),
        TestFormats.Csv(1),
        state,
        Start,
        Start.AddSeconds(9),
        Blocks: 1,
        Files: 1,
        Bytes: 1_000);
}
