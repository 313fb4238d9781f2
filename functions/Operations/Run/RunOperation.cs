using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Run;

/// <summary>
/// Runs a program over the dataset. The program reads whole records from its standard input; its standard output is the
/// block's output. Outputs are concatenated in the order of the dataset, or merged in pairs by a second program. The
/// result is independent of the block size only if the programs make it so.
/// </summary>
public sealed class RunOperation : IOperation
{
    public static OperationType Registration { get; } = new("run", Create, Check);

    private readonly RunSettings _settings;
    private readonly Launcher _launcher;

    private RunOperation(RunSettings settings, OperationContext context)
    {
        _settings = settings;
        _launcher = new Launcher(settings, context.Clock);
        Output = context.Request.Output;
    }

    public IReadOnlyList<string> Columns => [];

    public bool NeedsRecords => true;

    /// <summary>
    /// True, because a program can produce different output for two halves of a block than for the whole.
    /// </summary>
    public bool TakesWholeBlocks => true;

    /// <summary>Determines only the result's file name. The program determines its content.</summary>
    public OutputFormat Output { get; }

    /// <exception cref="InvalidRequestException">
    /// The settings are invalid, or programs are not allowed here.
    /// </exception>
    public static IOperation Create(OperationContext context) =>
        new RunOperation(RunSettingsReader.Read(context), context);

    /// <summary>Validates what can be validated without access to the dataset and the programs.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) =>
        RunSettingsReader.Check(request, errors);

    public IBlockProcessor StartBlock(BlockContext block) => new RunProcessor(_settings, _launcher, block);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        _settings.Merge is { } merge
            ? new FoldedOutputs(partials, scratch, _settings.Versions, (left, right) =>
                _launcher.Merge(merge, left, right, scratch, cancel))
            : new JoinedOutputs(partials);

    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var lines = new LineCount();
        while (merged.MoveNext())
        {
            if (!OutputEntries.IsOutput(merged)) continue;
            files.Result.Write(merged.Value);
            lines.Add(merged.Value);
        }
        return new ResultSummary(lines.Count, []);
    }
}
