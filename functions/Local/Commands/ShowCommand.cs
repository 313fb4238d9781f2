using System.CommandLine;
using System.Globalization;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Local.Manifests;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary><c>pipeline show</c>: shows what is recorded about one job.</summary>
internal static class ShowCommand
{
    public static Command Create(CommandIo io)
    {
        var common = new CommonOptions();
        var id = new Argument<string>("JOB") { Description = "The job's id" };
        var command = new Command(
            "show",
            "Shows a job from its manifests: its state, blocks, error and result.")
        {
            id, common.Root, common.Manifests, common.Json,
        };
        HelpExamples.AddTo(command, "pipeline show 20261123-231005-k3f9", "pipeline show nightly --root /data --json");
        command.SetAction(
            async (parsed, cancel) =>
            {
                var jobId = JobId.Check(parsed.GetRequiredValue(id));
                var path = common.ManifestsPath(parsed);
                if (!File.Exists(path))
                    throw new ManifestStoreException(
                        $"Job {jobId} was not found: the manifest file {path} does not exist. Set the job's data root "
                            + "with --root, or its manifest file with --manifests.");
                using var store = new SqliteManifestStore(path);
                var job = await store.GetJobAsync(jobId, cancel).ConfigureAwait(false)
                    ?? throw new JobNotFoundException(jobId);
                var progress = await JobProgress.ReadAsync(store, job, cancel: cancel).ConfigureAwait(false);
                if (parsed.GetValue(common.Json))
                    JsonAnswer.Write(io, new JobDetailsOutput(progress), OutputJson.Default.JobDetailsOutput);
                else
                    WriteText(io, progress);
                return ExitCode.Complete;
            });
        return command;
    }

    private static void WriteText(CommandIo io, JobProgress progress)
    {
        var job = progress.Job;
        Line("job", job.JobId);
        Line("state", EnumNames.Of(job.State));
        Line("created", Humanize.Time(job.CreatedAt));
        Line("updated", Humanize.Time(job.UpdatedAt));
        Line("request", JobRequestWriter.Write(job.Request));
        Line(
            "dataset",
            $"{Humanize.Count(job.Files, "file")}, {Humanize.Bytes(job.Bytes)}, {PlanText.Format(job.Format)}");
        foreach (var path in PlanText.Dates(DatasetDates.FillIn(job.Request, job.CreatedAt)))
            Line("", path);
        if (job.Pass > 0)
            Line("pass", (job.Pass + 1).ToString(CultureInfo.InvariantCulture));
        Line(
            "blocks",
            $"{Humanize.Count(progress.Done)} of {Humanize.Count(job.Blocks)} done, "
                + $"{Humanize.Count(progress.Failed.Count)} failed, {Humanize.Count(progress.Running)} running, "
                + $"{Humanize.Count(progress.Waiting)} waiting, {Humanize.Count(progress.Again)} processed again after "
                + "a wrong cut");
        Line(
            "done",
            $"{Humanize.Count(progress.Records, "record")}, {Humanize.Bytes(progress.Bytes)}, "
                + $"{Humanize.Count(progress.Rejected, "bad record")} skipped");
        if (progress.RecordsPerSecond is { } speed)
            Line(
                "speed",
                $"{Humanize.Count((long)speed)} records/s, {Humanize.Bytes(progress.Bytes / progress.Seconds)}/s per "
                + "core");
        if (job.State == JobState.Failed)
            Line("error", $"{job.Error}: {job.Cause}");
        if (job.Result is { } result)
            Line("result", $"{result.Path}, {Humanize.Count(result.Rows, "row")}, {Humanize.Bytes(result.Bytes)}");
        foreach (var block in progress.Failed)
            Line(
                $"block {block.Number.ToString(CultureInfo.InvariantCulture)}",
                $"{block.Failure!.Error}: {block.Failure.Cause}");

        void Line(string name, string text) => io.Answer.WriteLine($"{name,-9} {TerminalText.Of(text)}");
    }
}
