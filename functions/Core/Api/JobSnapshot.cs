using System.Text.Json;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>A job at one moment, put together from its execution and its manifests.</summary>
/// <param name="Job">Null until it is split.</param>
/// <param name="Standing">Null where nobody looked at the blocks.</param>
/// <param name="Map">Null where nobody wants it.</param>
internal sealed record JobSnapshot(Execution Execution, JobManifest? Job, JobStanding? Standing = null, BlockMap? Map = null)
{
    /// <summary>What an execution that no manifest tells of is called.</summary>
    private const string Queued = "queued";

    private bool IsAtWork => Job is { State: JobState.Splitting or JobState.Processing or JobState.Merging };

    /// <summary>A manifest tells how a job fared last, which is before its execution was taken up again.</summary>
    public string State => (Execution.Status, Job?.State) switch
    {
        (ExecutionStatus.Running or ExecutionStatus.PendingRedrive, null or JobState.Failed or JobState.Stopped) => Queued,
        (ExecutionStatus.Running or ExecutionStatus.PendingRedrive or ExecutionStatus.Succeeded, { } state) => WireName.Of(state),
        (_, { } state and (JobState.Complete or JobState.Incomplete)) => WireName.Of(state),
        (ExecutionStatus.Aborted, _) => WireName.Of(JobState.Stopped),
        _ => WireName.Of(JobState.Failed),
    };

    /// <summary>One of many jobs: its blocks are looked at only while it is at work.</summary>
    public static async Task<JobSnapshot> OfManyAsync(IManifestStore store, Execution execution, CancellationToken cancel)
    {
        var job = await store.GetJobAsync(execution.Name, cancel).ConfigureAwait(false);
        var isAtWork = job is { Result: null, State: JobState.Processing or JobState.Merging };
        return new JobSnapshot(execution, job, isAtWork ? await JobStanding.ReadAsync(store, job!, cancel: cancel).ConfigureAwait(false) : null);
    }

    public static async Task<JobSnapshot> TakeAsync(IManifestStore store, Execution execution, bool withMap, CancellationToken cancel)
    {
        var job = await store.GetJobAsync(execution.Name, cancel).ConfigureAwait(false);
        var map = withMap ? new BlockMap(job?.Blocks ?? 0) : null;
        var standing = job is null ? null : await JobStanding.ReadAsync(store, job, map is null ? null : map.Add, cancel).ConfigureAwait(false);
        return new JobSnapshot(execution, job, standing, map);
    }

    /// <param name="costOf">See <see cref="JobsApi"/>.</param>
    public void Write(Utf8JsonWriter json, DateTimeOffset now, Func<JobStanding, decimal>? costOf)
    {
        json.WriteString("jobId", Execution.Name);
        json.WriteString("state", State);
        json.WriteString("startedAt", Execution.StartedAt);
        // A job is complete before whoever ran it has said so.
        var ended = Execution.StoppedAt ?? (Job?.Result is null ? null : (DateTimeOffset?)Job.UpdatedAt);
        if (ended is { } time)
            json.WriteString("endedAt", time);
        else
            json.WriteNull("endedAt");
        json.WriteNumber("redrives", Execution.Redrives);
        WriteProgress(json, now);
        var hasFailed = State == WireName.Of(JobState.Failed);
        var isStopped = State == WireName.Of(JobState.Stopped);
        json.WriteString("error", hasFailed ? Execution.Error ?? Job?.Error : isStopped ? Execution.Error : null);
        json.WriteString("cause", hasFailed ? Execution.Cause ?? Job?.Cause : isStopped ? Execution.Cause : null);
        WriteResult(json);
        if (costOf is not null && Standing is not null)
            json.WriteNumber("costUsd", Math.Round(costOf(Standing), 6));
        else
            json.WriteNull("costUsd");
        Map?.Write(json);
    }

    private void WriteProgress(Utf8JsonWriter json, DateTimeOffset now)
    {
        if (Job is null)
        {
            json.WriteNull("progress");
            return;
        }
        json.WriteNumber("pass", Job.Pass);
        json.WriteStartObject("progress");
        var running = Standing?.Running ?? 0;
        var done = Standing?.Done ?? (Job.Result is null ? 0 : Job.Blocks);
        json.WriteStartObject("blocks");
        json.WriteNumber("total", Job.Blocks);
        json.WriteNumber("waiting", Standing?.Waiting ?? Job.Blocks - done);
        json.WriteNumber("running", running);
        json.WriteNumber("done", done);
        json.WriteNumber("failed", Standing?.Failed.Count ?? 0);
        json.WriteNumber("again", Standing?.Again ?? 0);
        json.WriteEndObject();
        var bytes = Standing?.Bytes ?? Job.Result?.DatasetBytes ?? 0;
        json.WriteNumber("records", Standing?.Records ?? Job.Result?.Records ?? 0);
        json.WriteNumber("rejected", Standing?.Rejected ?? Job.Result?.Rejected ?? 0);
        json.WriteNumber("bytes", bytes);
        json.WriteNumber("bytesTotal", Job.Bytes);
        // A redrive and a further pass begin when the job is moved to them. Over a job that was taken up again there is no
        // rate: nobody worked at it in between.
        var rate = IsAtWork ? Rate(bytes, now - (Execution.Redrives + Job.Pass > 0 ? Job.UpdatedAt : Execution.StartedAt))
            : Execution.Redrives > 0 ? null
            : Rate(Standing?.Work.Bytes ?? bytes, (Execution.StoppedAt ?? Job.UpdatedAt) - Execution.StartedAt);
        WriteNumber(json, "bytesPerSecond", rate is { } known ? Math.Round(known) : null);
        WriteNumber(json, "secondsLeft", IsAtWork && rate is { } speed ? Math.Round((Job.Bytes - bytes) / speed, 1) : null);
        json.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter json)
    {
        if (Job?.Result is { } result)
        {
            json.WritePropertyName("result");
            ResultView.Write(json, result);
        }
        else
        {
            json.WriteNull("result");
        }
    }

    /// <returns>Null until that is known.</returns>
    private static double? Rate(long bytes, TimeSpan time) => bytes > 0 && time > TimeSpan.Zero ? bytes / time.TotalSeconds : null;

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
