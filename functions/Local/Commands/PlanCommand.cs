using System.CommandLine;
using System.Globalization;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;
using Pipeline.Core.Steps;
using Pipeline.Local.Output;
using Pipeline.Operations;

namespace Pipeline.Local.Commands;

/// <summary>
/// <c>pipeline plan</c>: shows what a job would do. It reads only a little of each file and writes nothing.
/// </summary>
internal static class PlanCommand
{
    private const int FirstShown = 20;
    private const int LastShown = 2;

    public static Command Create(CommandIo io)
    {
        var common = new CommonOptions();
        var request = new RequestOptions();
        var all = new Option<bool>("--all")
        {
            Description = "Show all files and blocks, not only the first 20 and the last 2",
        };
        var command = new Command(
            "plan",
            "Shows what a job would do: files, detected format, blocks and their ranges. Processes and writes nothing."
        );
        request.AddTo(command);
        command.Add(common.Root);
        command.Add(all);
        command.Add(common.Json);
        HelpExamples.AddTo(
            command,
            "pipeline plan --dataset \"weather/*.csv\" --sql \"SELECT COUNT(*) FROM dataset\"",
            "pipeline plan request.json --all --json");
        command.SetAction(
            (parsed, cancel) =>
            {
                var asked = request.Read(parsed).Read();
                var workers = Math.Min(request.Workers(parsed), asked.MaxConcurrency ?? int.MaxValue);
                var store = new Lazy<IManifestStore>(() =>
                    throw new InvalidOperationException("A plan does not use manifests."));
                var context = new StepContext(
                    new DataRoot(parsed.GetRequiredValue(common.Root)),
                    store,
                    TimeProvider.System)
                {
                    Operations = OperationRegistry.All,
                    MayRunPrograms = request.MayRunPrograms(parsed),
                };
                var plan = new SplitStep(context).Plan(asked, workers, cancel);
                var reason = PlanText.BlockSizeReason(plan, asked, workers);
                if (parsed.GetValue(common.Json))
                    JsonAnswer.Write(io, PlanOutput.Of(plan, reason), OutputJson.Default.PlanOutput);
                else
                    WriteText(io, plan, reason, parsed.GetValue(all) ? int.MaxValue : FirstShown);
                return Task.FromResult(ExitCode.Complete);
            });
        return command;
    }

    private static void WriteText(CommandIo io, JobPlan plan, string reason, int first)
    {
        io.Answer.WriteLine($"dataset     {PlanText.Dataset(plan)}");
        foreach (var path in PlanText.Dates(plan.Dataset))
            io.Answer.WriteLine($"{"",-11} {TerminalText.Of(path)}");
        foreach (var (i, note) in plan.Detected.Notes.Index())
            io.Answer.WriteLine($"{(i == 0 ? "format" : ""),-11} {TerminalText.Of(note)}");
        io.Answer.WriteLine($"block size  {Humanize.Count(plan.BlockSize, "byte")} ({reason})");
        io.Answer.WriteLine($"blocks      {Humanize.Count(plan.Blocks.Count)}");
        io.Answer.WriteLine();

        var files = new TextTable(["file", "bytes"], [false, true]);
        AddSome(files, plan.Files, first, (file, _) => files.Add(file.Path, Humanize.Count(file.Fingerprint.Size)));
        files.Write(io);
        io.Answer.WriteLine();

        var blocks = new TextTable(["block", "file", "from", "to", "bytes"], [true, false, true, true, true]);
        AddSome(blocks, plan.Blocks, first, (ranges, number) => AddBlock(blocks, ranges, number));
        blocks.Write(io);
    }

    private static void AddBlock(TextTable table, IReadOnlyList<FileRange> ranges, int number)
    {
        var (name, bytes) = (number.ToString(CultureInfo.InvariantCulture), ranges.Sum(range => range.Range.Length));
        if (ranges is [var (file, range)])
            table.Add(name, file.Path, Humanize.Count(range.Start), Humanize.Count(range.End), Humanize.Count(bytes));
        else
            table.Add(
                name,
                $"{Humanize.Count(ranges.Count, "file")}, {ranges[0].File.Path} to {ranges[^1].File.Path}",
                "",
                "",
                Humanize.Count(bytes));
    }

    private static void AddSome<T>(TextTable table, IReadOnlyList<T> items, int first, Action<T, int> add)
    {
        var isLong = items.Count - LastShown > first;
        for (var i = 0; i < items.Count; i++)
        {
            if (isLong && i == first)
            {
                table.AddOmitted();
                i = items.Count - LastShown;
            }
            add(items[i], i);
        }
    }
}
