using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using Pipeline.Local.Manifests;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary><c>pipeline show</c>: what the manifests know of one job.</summary>
internal static class ShowCommand
{
    public static Command Create(CommandIo io)
    {
        var common = new CommonOptions();
        var id = new Argument<string>("JOB") { Description = "The job's id" };
        var command = new Command("show", "Shows what the manifests know of a job: its state, its blocks, its error, its result.")
        {
            id, common.Root, common.Manifests, common.Json,
        };
        ExamplesInHelp.AddTo(command, "pipeline show 20261123-231005-k3f9", "pipeline show nightly --root /data --json");
        command.SetAction(async (parsed, cancel) =>
        {
            var jobId = JobId.Check(parsed.GetRequiredValue(id));
            var path = common.ManifestsPath(parsed);
            if (!File.Exists(path))
                throw new ManifestStoreException($"There is no job {jobId}: {path}, which would keep its manifests, is not there. Name the job's data root with --root, or its manifests with --manifests.");
            using var store = new SqliteManifestStore(path);
            var job = await store.GetJobAsync(jobId, cancel).ConfigureAwait(false) ?? throw new JobNotFoundException(jobId);
            var standing = await JobStanding.ReadAsync(store, job, cancel: cancel).ConfigureAwait(false);
            if (parsed.GetValue(common.Json))
                JsonAnswer.Write(io, json => WriteJson(json, standing));
            else
                WriteText(io, standing);
            return ExitCode.Complete;
        });
        return command;
    }

    /// <summary>The members that <c>jobs --json</c> has too.</summary>
    public static void WriteJob(Utf8JsonWriter json, JobStanding standing)
    {
        var job = standing.Job;
        json.WriteString("jobId", job.JobId);
        json.WriteString("state", WireName.Of(job.State));
        json.WriteString("createdAt", job.CreatedAt);
        json.WriteString("updatedAt", job.UpdatedAt);
        json.WriteNumber("records", standing.Records);
        json.WriteNumber("rejected", standing.Rejected);
        json.WriteNumber("bytes", job.Bytes);
        json.WriteNumber("bytesDone", standing.Bytes);
        json.WriteNumber("pass", job.Pass);
        json.WriteNumber("blocks", job.Blocks);
        json.WriteNumber("blocksDone", standing.Done);
        json.WriteNumber("blocksFailed", standing.Failed.Count);
        json.WriteNumber("blocksDoneAgain", standing.Again);
        json.WriteString("error", job.Error);
        json.WriteString("cause", job.Cause);
        json.WriteString("resultPath", job.Result?.Path);
    }

    private static void WriteJson(Utf8JsonWriter json, JobStanding standing)
    {
        var job = standing.Job;
        WriteJob(json, standing);
        json.WriteNumber("files", job.Files);
        if (standing.RecordsPerSecond is { } speed)
            json.WriteNumber("recordsPerSecondPerCore", Math.Round(speed));
        if (job.Result is { } result)
        {
            json.WriteNumber("resultRows", result.Rows);
            json.WriteNumber("resultBytes", result.Bytes);
            json.WriteString("resultHash", result.Hash);
            JsonParts.WriteColumns(json, result.Columns);
        }
        json.WritePropertyName("request");
        JobRequestWriter.Write(json, job.Request);
        json.WritePropertyName("format");
        JsonSerializer.Serialize(json, job.Format, ManifestsJson.Default.RecordFormat);
        json.WriteStartArray("failedBlocks");
        foreach (var block in standing.Failed)
        {
            json.WriteStartObject();
            json.WriteNumber("number", block.Number);
            json.WriteString("error", block.Failure!.Error);
            json.WriteString("cause", block.Failure.Cause);
            json.WriteNumber("attempts", block.Failure.Attempts);
            JsonParts.WriteRanges(json, block.Ranges);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(CommandIo io, JobStanding standing)
    {
        var job = standing.Job;
        Line("job", job.JobId);
        Line("state", WireName.Of(job.State));
        Line("created", Quantities.Time(job.CreatedAt));
        Line("updated", Quantities.Time(job.UpdatedAt));
        Line("request", JobRequestWriter.Write(job.Request));
        Line("dataset", $"{Quantities.Count(job.Files, "file")}, {Quantities.Bytes(job.Bytes)}, {PlanText.Format(job.Format)}");
        foreach (var path in PlanText.Dates(DatasetDates.FillIn(job.Request, job.CreatedAt)))
            Line("", path);
        if (job.Pass > 0)
            Line("pass", (job.Pass + 1).ToString(CultureInfo.InvariantCulture));
        Line("blocks", $"{Quantities.Count(standing.Done)} of {Quantities.Count(job.Blocks)} done, {Quantities.Count(standing.Failed.Count)} failed, {Quantities.Count(standing.Running)} running, {Quantities.Count(standing.Waiting)} waiting, {Quantities.Count(standing.Again)} done again after a wrong cut");
        Line("done", $"{Quantities.Count(standing.Records, "record")}, {Quantities.Bytes(standing.Bytes)}, {Quantities.Count(standing.Rejected, "bad record")} left out");
        if (standing.RecordsPerSecond is { } speed)
            Line("speed", $"{Quantities.Count((long)speed)} records/s, {Quantities.Bytes(standing.Bytes / standing.Seconds)}/s on each core");
        if (job.State == JobState.Failed)
            Line("error", $"{job.Error}: {job.Cause}");
        if (job.Result is { } result)
            Line("result", $"{result.Path}, {Quantities.Count(result.Rows, "row")}, {Quantities.Bytes(result.Bytes)}");
        foreach (var block in standing.Failed)
            Line($"block {block.Number.ToString(CultureInfo.InvariantCulture)}", $"{block.Failure!.Error}: {block.Failure.Cause}");

        void Line(string name, string text) => io.Answer.WriteLine($"{name,-9} {CellText.Of(text)}");
    }
}
