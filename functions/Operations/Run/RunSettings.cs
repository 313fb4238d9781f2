namespace Pipeline.Operations.Run;

/// <summary>The validated settings of <c>run</c>.</summary>
/// <param name="Merge">Merges two outputs, whose files are its last arguments; null concatenates the outputs.</param>
/// <param name="Header">The header line written before the records; empty for none.</param>
/// <param name="Environment">Environment variables in addition to those that every program gets.</param>
internal sealed record RunSettings(
    ToolCommand Program,
    ToolCommand? Merge,
    ProgramLimits Limits,
    byte[] Header,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Returns the path and current hash of each program.</summary>
    /// <exception cref="ProgramChangedException">A program no longer exists.</exception>
    public string Versions() =>
        Merge is null ? Program.Tool.Version() : $"{Program.Tool.Version()}, {Merge.Tool.Version()}";
}

/// <summary>A program with its arguments, which are passed without a shell.</summary>
internal sealed record ToolCommand(ToolFile Tool, IReadOnlyList<string> Arguments);

/// <summary>The limits of a program.</summary>
/// <param name="Time">Max duration of one run.</param>
/// <param name="Memory">Max resident memory in bytes, of the program and everything it started together.</param>
/// <param name="Output">Max output in bytes, of all runs of one block together, or of one merge.</param>
internal sealed record ProgramLimits(TimeSpan Time, long Memory, long Output);
