using System.CommandLine;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Local.Manifests;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary><c>pipeline jobs</c>: lists jobs, latest first.</summary>
internal static class JobsCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(CommandIo io)
    {
        var common = new CommonOptions();
        var limit = new Option<int>("--limit")
        {
            HelpName = "N",
            Description = "Max number of jobs to list",
            DefaultValueFactory = _ => DefaultLimit,
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var count) && count >= 1))
                result.AddError($"--limit: expected a whole number, at least 1; found \"{text}\".");
        });
        var command = new Command("jobs", "Lists the jobs in the manifests, latest first.")
        {
            limit, common.Root, common.Manifests, common.Json,
        };
        HelpExamples.AddTo(command, "pipeline jobs", "pipeline jobs --root /data --limit 5 --json");
        command.SetAction(
            async (parsed, cancel) =>
            {
                var path = common.ManifestsPath(parsed);
                var jobs = File.Exists(path)
                    ? await ReadAsync(path, parsed.GetValue(limit), cancel).ConfigureAwait(false)
                    : null;
                if (parsed.GetValue(common.Json))
                    JsonAnswer.Write(
                        io,
                        new JobListOutput([.. (jobs ?? []).Select(JobOutput.Of)]),
                        OutputJson.Default.JobListOutput);
                else if (jobs is null)
                    io.Answer.WriteLine($"No jobs yet: {path} does not exist. The first job creates it.");
                else
                    WriteText(io, jobs);
                return ExitCode.Complete;
            });
        return command;
    }

    private static async Task<List<JobProgress>> ReadAsync(string path, int limit, CancellationToken cancel)
    {
        using var store = new SqliteManifestStore(path);
        var jobs = new List<JobProgress>();
        foreach (var job in await store.ListJobsAsync(limit, cancel).ConfigureAwait(false))
            jobs.Add(await JobProgress.ReadAsync(store, job, cancel: cancel).ConfigureAwait(false));
        return jobs;
    }

    private static void WriteText(CommandIo io, List<JobProgress> jobs)
    {
        var table = new TextTable(
            ["job", "state", "created", "blocks", "records", "bytes", "result or error"],
            [false, false, false, true, true, true, false]);
        foreach (var progress in jobs)
        {
            var job = progress.Job;
            table.Add(
                job.JobId, EnumNames.Of(job.State), Humanize.Time(job.CreatedAt),
                $"{Humanize.Count(progress.Done)}/{Humanize.Count(job.Blocks)}",
                Humanize.Count(progress.Records), Humanize.Bytes(job.Bytes),
                job.Result?.Path ?? (job.State == JobState.Failed ? job.Error : null) ?? "");
        }
        table.Write(io);
    }
}
