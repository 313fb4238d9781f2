using System.Globalization;
using Pipeline.Core.Entries;
using Pipeline.Core.Operations;

namespace Pipeline.Operations.Run;

/// <summary>Starts programs with the arguments of the request and a minimal environment.</summary>
internal sealed class Launcher(RunSettings settings, TimeProvider clock)
{
    public const string OwnPrefix = "PIPELINE_";

    /// <summary>The standard PATH of Linux and macOS, and /opt/bin for the layers of AWS Lambda.</summary>
    private const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin";

    /// <summary>Starts the program for the records of one file.</summary>
    /// <param name="offset">The offset of the first record in the file.</param>
    /// <param name="maxOutput">The rest of the block's output limit, in bytes.</param>
    public ProgramRun Start(BlockContext block, string file, long offset, long maxOutput) => new(
        settings.Program,
        [],
        Environment(block.Attempt,
            ("JOB", block.JobId),
            ("BLOCK", block.Number.ToString(CultureInfo.InvariantCulture)),
            ("FILE", file),
            ("OFFSET", offset.ToString(CultureInfo.InvariantCulture))),
        block.Scratch,
        settings.Limits with { Output = maxOutput },
        clock,
        string.Create(CultureInfo.InvariantCulture, $"on block {block.Number}, {file} from byte {offset}"),
        block.Cancel);

    /// <summary>Merges two output files with the merge program.</summary>
    /// <returns>The path of the merged file.</returns>
    public string Merge(ToolCommand merge, string left, string right, ScratchFolder scratch, CancellationToken cancel)
    {
        using var run = new ProgramRun(
            merge,
            [left, right],
            Environment(Guid.NewGuid().ToString("n")),
            scratch,
            settings.Limits,
            clock,
            "merging two outputs",
            cancel);
        return run.Complete();
    }

    private Dictionary<string, string> Environment(
        string attempt,
        params ReadOnlySpan<(string Name, string Value)> more)
    {
        var variables = new Dictionary<string, string> { ["PATH"] = SystemPath, ["LANG"] = "C.UTF-8" };
        foreach (var (name, value) in settings.Environment)
            variables[name] = value;
        foreach (var (name, value) in more)
            variables[OwnPrefix + name] = value;
        variables[ProgramRun.Mark] = attempt;
        return variables;
    }
}
