using System.Globalization;
using Pipeline.Core.Entries;
using Pipeline.Core.Operations;

namespace Pipeline.Operations.Run;

/// <summary>Starts programs: with the arguments of the request, a folder of their own, and little environment.</summary>
internal sealed class Launcher(RunSettings settings, TimeProvider clock)
{
    public const string OwnPrefix = "PIPELINE_";

    /// <summary>Where Linux and macOS have their programs, and AWS Lambda those of layers.</summary>
    private const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin";

    /// <summary>Starts the program for records of one file.</summary>
    /// <param name="offset">Of the first record's first byte in the file.</param>
    /// <param name="maxOutput">What is left of the block's limit.</param>
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
        string.Create(CultureInfo.InvariantCulture, $"on block {block.Number}, {file} from byte {offset} on"),
        block.Cancel);

    /// <returns>The file that the merge program made of two.</returns>
    public string Merge(ToolCommand merge, string left, string right, ScratchFolder scratch, CancellationToken cancel)
    {
        using var run = new ProgramRun(
            merge, [left, right], Environment(Guid.NewGuid().ToString("n")), scratch, settings.Limits, clock, "merging two outputs", cancel);
        return run.Complete();
    }

    private Dictionary<string, string> Environment(string attempt, params ReadOnlySpan<(string Name, string Value)> more)
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
