using Pipeline.Core.Errors;

namespace Pipeline.Operations.Run;

/// <summary>A program of the job changed or disappeared while the job ran.</summary>
public sealed class ProgramChangedException : PipelineException
{
    private ProgramChangedException(string message)
        : base(
            $"{message} Nothing is published. Do not change programs while a job runs, and run the job again. Give a "
                + "new version of a program a new name.")
    {
    }

    internal static ProgramChangedException Of(string one, string other) =>
        new($"A program changed while the job ran: some blocks were processed by {one}, others by {other}.");

    internal static ProgramChangedException Gone(string program) =>
        new($"{program} no longer exists.");
}
