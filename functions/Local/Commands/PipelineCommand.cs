using System.CommandLine;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary>
/// The <c>pipeline</c> command: parses the arguments, runs a subcommand and maps errors to exit codes.
/// </summary>
internal static class PipelineCommand
{
    private static readonly ParserConfiguration Parsing = new()
    {
        EnablePosixBundling = false,
        // An argument that starts with @ is a path or a name, not a response file.
        ResponseFileTokenReplacer = null,
    };

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CommandIo io)
    {
        using var stop = new StopSignals(io);
        var isForMachines = args.Contains(CommonOptions.JsonName);
        try
        {
            var parsed = Create(io).Parse(args, Parsing);
            if (parsed.Errors.Count > 0)
                return Failure.OfUsage(io, parsed, isForMachines);
            var invocation = new InvocationConfiguration
            {
                Output = io.Answer,
                Error = io.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Failure.Of(e, stop.Token).Report(io, isForMachines);
        }
    }

    private static RootCommand Create(CommandIo io)
    {
        var root = new RootCommand(
            "Runs SQL, profiling, model training or your own program over datasets too large for one function: splits "
                + "the dataset into blocks, processes them in parallel, and merges the partials into one result.")
        {
            RunCommand.Create(io),
            PlanCommand.Create(io),
            ShowCommand.Create(io),
            JobsCommand.Create(io),
            ScheduleCommand.Create(io),
            ServeCommand.Create(io),
            DemoCommand.Create(io),
        };
        HelpExamples.AddTo(
            root,
            "pipeline demo",
            "pipeline run --dataset \"weather/*.csv\" --sql \"SELECT station, MAX(t) FROM dataset GROUP BY station\"",
            "pipeline run request.json");
        return root;
    }
}
