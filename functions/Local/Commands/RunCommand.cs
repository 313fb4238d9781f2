using System.CommandLine;
using Pipeline.Core.Manifests;
using Pipeline.Local.Output;
using Pipeline.Operations;

namespace Pipeline.Local.Commands;

/// <summary><c>pipeline run</c>: runs a job and shows its result.</summary>
internal static class RunCommand
{
    public static Command Create(CommandIo io)
    {
        var common = new CommonOptions();
        var request = new RequestOptions();
        var job = new Option<string?>("--job")
        {
            HelpName = "ID",
            Description = "Id of the job and name of its folder [default: generated, such as 20261129-175010-zq3p]",
        };
        var command = new Command(
            "run",
            "Runs a job. Writes the result to jobs/<job>/result.<ext> under the data root and, if it is small, to "
                + "standard output.");
        request.AddTo(command);
        command.Add(common.Root);
        command.Add(job);
        command.Add(common.Manifests);
        command.Add(common.Json);
        HelpExamples.AddTo(
            command,
            "pipeline run --dataset \"weather/2026-*.csv\" --sql \"SELECT station, AVG(t) FROM dataset GROUP BY "
                + "station\"",
            "pipeline run --root /data --dataset m.csv --delimiter \";\" --no-header --columns station,t --sql "
                + "\"SELECT COUNT(*) FROM dataset\"",
            "pipeline run --dataset \"weather/*.csv\" --operation profile",
            "pipeline run request.json --block-size 16MiB --json");
        command.SetAction(
            async (parsed, cancel) =>
            {
                var runner = new JobRunner(
                    io,
                    parsed.GetRequiredValue(common.Root),
                    common.ManifestsPath(parsed),
                    request.Workers(parsed),
                    parsed.GetValue(common.Json))
                {
                    MayRunPrograms = request.MayRunPrograms(parsed),
                };
                return await RunAsync(
                        io,
                        runner,
                        parsed.GetValue(job),
                        request.Read(parsed),
                        parsed.GetValue(common.Json),
                        cancel)
                    .ConfigureAwait(false);
            });
        return command;
    }

    private static async Task<int> RunAsync(
        CommandIo io,
        JobRunner runner,
        string? jobId,
        RequestArguments arguments,
        bool isForMachines,
        CancellationToken cancel)
    {
        try
        {
            var outcome = await runner.RunAsync(jobId, arguments.Read(), cancel).ConfigureAwait(false);
            foreach (var warning in outcome.Warnings())
                io.Error.WriteLine(warning);
            if (isForMachines)
                WriteJson(io, outcome);
            else
                WriteText(io, outcome);
            return outcome.Code;
        }
        catch (Exception e) when (runner.HasBegun)
        {
            var failure = Failure.Of(e, cancel).OfJob();
            if (failure.State == JobState.Stopped)
                failure = failure with { Lines = [$"Job {runner.JobId} was stopped. Nothing was published."] };
            return failure.Report(io, isForMachines, runner.JobId);
        }
    }

    private static void WriteText(CommandIo io, JobOutcome outcome)
    {
        io.Error.WriteLine(outcome.Summary);
        var operation = OperationRegistry.All.Find(outcome.Job.Request.Operation.Type);
        if (operation?.Summarize?.Invoke(outcome.ResultPath) is { } overview)
        {
            OverviewTable.Write(io, overview);
            io.Error.WriteLine(outcome.ResultPath);
            foreach (var file in overview.Files)
                io.Error.WriteLine(Path.Combine(Path.GetDirectoryName(outcome.ResultPath)!, file));
        }
        else if (outcome.Preview() is { } preview)
        {
            io.Error.WriteLine(outcome.ResultPath);
            ResultTable.Write(io, preview);
        }
        else
        {
            io.Answer.WriteLine($"{Humanize.Count(outcome.Result.Rows, "row")} in {outcome.ResultPath}");
        }
    }

    private static void WriteJson(CommandIo io, JobOutcome outcome)
    {
        var (job, result) = (outcome.Job, outcome.Result);
        var output = new RunOutput(
            job.JobId,
            job.State,
            result.Records,
            result.Rejected,
            result.DatasetBytes,
            job.Blocks,
            Math.Round(outcome.Seconds, 3),
            outcome.ResultPath,
            result.Columns,
            outcome.Preview());
        JsonAnswer.Write(io, output, OutputJson.Default.RunOutput);
    }
}
