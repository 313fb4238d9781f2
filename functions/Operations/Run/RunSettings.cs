namespace Pipeline.Operations.Run;

/// <summary>The settings of <c>run</c>, with nothing left to check.</summary>
/// <param name="Merge">Merges two outputs, whose files are its last arguments; null puts outputs one after another.</param>
/// <param name="Header">What comes before the records; empty for nothing.</param>
/// <param name="Environment">Variables of the programs besides those that every one gets.</param>
internal sealed record RunSettings(
    ToolCommand Program, ToolCommand? Merge, ProgramLimits Limits, byte[] Header, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Name and hash of each program as it is now.</summary>
    /// <exception cref="ProgramChangedException">One is gone.</exception>
    public string Versions() => Merge is null ? Program.Tool.Version() : $"{Program.Tool.Version()}, {Merge.Tool.Version()}";
}

/// <summary>A program with its arguments; no shell looks at them.</summary>
internal sealed record ToolCommand(ToolFile Tool, IReadOnlyList<string> Arguments);

/// <param name="Time">That one run may take.</param>
/// <param name="Memory">Bytes that the program and all that it started may have resident, together.</param>
/// <param name="Output">Bytes that the runs of one block, or one merge, may write.</param>
internal sealed record ProgramLimits(TimeSpan Time, long Memory, long Output);
