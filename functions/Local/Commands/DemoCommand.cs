using System.CommandLine;
using System.Diagnostics;
using Pipeline.Core.Datasets;
using Pipeline.Local.Demo;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary><c>pipeline demo</c>: creates a dataset, runs a query over it, and suggests the next command.</summary>
internal static class DemoCommand
{
    private const string DefaultRoot = "pipeline-data";
    private const string Dataset = "demo/measurements.csv";
    private const string Sql =
        "SELECT station, MIN(t) AS min, ROUND(AVG(t), 1) AS mean, MAX(t) AS max FROM dataset GROUP BY station ORDER BY "
            + "station";

    /// <summary>Max rows of the result to print.</summary>
    private const int ShownRows = 12;

    private static readonly RequestArguments Request = new()
    {
        Dataset = [Dataset],
        Sql = Sql,
        Delimiter = ";",
        Header = false,
        Columns = ["station,t"],
    };

    public static Command Create(CommandIo io)
    {
        var root = new Option<string>("--root")
        {
            HelpName = "DIR",
            Description = "Data root for the dataset and the job",
            DefaultValueFactory = _ => DefaultRoot,
        };
        var rows = new Option<long?>("--rows")
        {
            HelpName = "N",
            Description =
                $"Generate a new dataset with this many rows [default: use the existing one, or generate "
                    + $"{Humanize.Count(Measurements.DefaultRows)} rows]",
        };
        rows.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(long.TryParse(text, out var count) && count >= 1))
                result.AddError($"--rows: expected a whole number, at least 1; found \"{text}\".");
        });
        var command = new Command(
            "demo",
            "Generates a dataset of weather measurements if there is none, runs a query over it, and shows the result "
                + "and the throughput.")
        {
            root,
            rows,
        };
        HelpExamples.AddTo(command, "pipeline demo", "pipeline demo --root /tmp/pipeline --rows 100000000");
        command.SetAction(
            (parsed, cancel) => RunAsync(io, parsed.GetRequiredValue(root), parsed.GetValue(rows), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandIo io, string root, long? rows, CancellationToken cancel)
    {
        var path = Path.Combine(root, Dataset);
        if (rows is not null || !File.Exists(path))
            Make(io, path, rows ?? Measurements.DefaultRows, cancel);

        var manifests = Path.Combine(root, DataRoot.JobsFolder, "manifests.db");
        var runner = new JobRunner(io, root, manifests, Environment.ProcessorCount, isForMachines: false);
        try
        {
            var outcome = await runner.RunAsync(null, Request.Read(), cancel).ConfigureAwait(false);
            io.Answer.WriteLine(Sql);
            io.Answer.WriteLine();
            ResultTable.Write(io, outcome.Preview()!, ShownRows);
            io.Answer.WriteLine();
            io.Answer.WriteLine(outcome.Summary);
            io.Answer.WriteLine($"The full result is in {outcome.ResultPath}. Next, try your own query:");
            io.Answer.WriteLine();
            io.Answer.WriteLine(
                $"  {ThisProgram()} run --root {root} --dataset {Dataset} --delimiter \";\" --no-header --columns "
                    + $"station,t --sql \"{Sql}\"");
            return outcome.Code;
        }
        catch (Exception e) when (runner.HasBegun)
        {
            return Failure.Of(e, cancel).OfJob().Report(io, isForMachines: false, runner.JobId);
        }
    }

    private static void Make(CommandIo io, string path, long rows, CancellationToken cancel)
    {
        io.Error.WriteLine($"generating {path}, {Humanize.Count(rows, "row")}");
        var clock = Stopwatch.StartNew();
        Measurements.Make(path, rows, cancel);
        io.Error.WriteLine(
            $"generated {Humanize.Bytes(new FileInfo(path).Length)} in {Humanize.Seconds(clock.Elapsed.TotalSeconds)}");
    }

    /// <summary>
    /// The command that starts this program from the current directory. <c>pipeline</c> may not be on the user's PATH.
    /// </summary>
    private static string ThisProgram()
    {
        var program = Environment.ProcessPath ?? "pipeline";
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            return $"dotnet {Path.Combine(AppContext.BaseDirectory, "pipeline.dll")}";
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, program);
        return relative.Length < program.Length ? relative : program;
    }
}
