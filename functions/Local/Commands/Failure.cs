using System.CommandLine;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary>
/// An error as the process reports it: messages on standard error, an exit code, and JSON if it was requested.
/// </summary>
/// <param name="State"><see cref="JobState.Failed"/> or <see cref="JobState.Stopped"/>.</param>
/// <param name="Error">Name of the exception.</param>
/// <param name="Lines">The messages. Each may span several lines.</param>
/// <param name="Code">The exit code.</param>
internal sealed record Failure(JobState State, string Error, IReadOnlyList<string> Lines, int Code)
{
    private const string Bug = "This is a bug in pipeline. Please report it with the lines below.";

    /// <param name="stop">Canceled by Ctrl-C.</param>
    public static Failure Of(Exception error, CancellationToken stop)
    {
        if (error is AggregateException { InnerExceptions: [var first, ..] })
            error = first;
        var name = error.GetType().Name;
        return error switch
        {
            OperationCanceledException when stop.IsCancellationRequested => new Failure(
                JobState.Stopped,
                nameof(OperationCanceledException),
                ["Stopped before the job was complete. Nothing was published."],
                ExitCode.NotComplete),
            InvalidRequestException invalid => new Failure(
                JobState.Failed,
                name,
                [.. invalid.Errors.Select(error => error.ToString())],
                ExitCode.Usage),
            PipelineException => new Failure(JobState.Failed, name, [error.Message], ExitCode.Usage),
            FileNotFoundException or DirectoryNotFoundException => new Failure(
                JobState.Failed,
                name,
                [$"{error.Message} Check the path."],
                ExitCode.Usage),
            IOException or UnauthorizedAccessException => new Failure(
                JobState.Failed,
                name,
                [$"{error.Message} Check that the path exists and that you may read and write it."],
                ExitCode.Usage),
            _ => new Failure(
                JobState.Failed,
                name,
                [$"{name}: {error.Message}", Bug, error.StackTrace ?? ""],
                ExitCode.NotComplete),
        };
    }

    /// <summary>The same error after the job had started: the exit code says that it ran but is not complete.</summary>
    public Failure OfJob() => Error is nameof(InvalidRequestException) or nameof(JobConflictException)
        ? this
        : this with { Code = ExitCode.NotComplete };

    /// <summary>Prints the error.</summary>
    /// <returns>The exit code.</returns>
    public int Report(CommandIo io, bool isForMachines, string? jobId = null)
    {
        for (var i = 0; i < Lines.Count; i++)
            io.Error.WriteLine(
                State == JobState.Stopped || Lines.Contains(Bug) && i > 0 ? Lines[i] : $"error: {Lines[i]}");
        if (isForMachines)
        {
            var output = new FailureOutput(jobId, State, Error, string.Join('\n', Lines));
            JsonAnswer.Write(io, output, OutputJson.Default.FailureOutput);
        }
        return Code;
    }

    /// <summary>Reports arguments that could not be parsed.</summary>
    /// <returns>The exit code.</returns>
    public static int OfUsage(CommandIo io, ParseResult parsed, bool isForMachines)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = command is RootCommand;
        var messages = isRoot ? OfRoot(parsed) : parsed.Errors.Select(error => error.Message).Distinct();
        var advice = $"See {(isRoot ? "pipeline" : $"pipeline {command.Name}")} --help.";
        return new Failure(
            JobState.Failed,
            "Usage",
            [string.Join(' ', messages.Append(advice))],
            ExitCode.Usage).Report(io, isForMachines);
    }

    private static IEnumerable<string> OfRoot(ParseResult parsed)
    {
        string[] names = [.. parsed.CommandResult.Command.Subcommands.Select(known => known.Name)];
        yield return parsed.UnmatchedTokens is [var first, ..]
            ? $"Unknown command {first}. {DidYouMean.Advice(first, names)}"
            : $"Expected a command: {string.Join(", ", names)}.";
    }
}
