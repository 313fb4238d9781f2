using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Run;

/// <summary>
/// A program over the data: it gets a block's whole records on its standard input, and what it writes to its standard
/// output is what the block gives. Outputs are put together in the order of the dataset, or merged two by two by a
/// second program. That the result does not depend on the cut is then as true as the programs make it.
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

    /// <summary>True: what a program makes of two halves of a block is not what it makes of the whole.</summary>
    public bool TakesWholeBlocks => true;

    /// <summary>Only the name of the result: what is in it is the program's.</summary>
    public OutputFormat Output { get; }

    /// <exception cref="InvalidRequestException">The settings are not as expected, or programs may not be run here.</exception>
    public static IOperation Create(OperationContext context) => new RunOperation(RunSettingsReader.Read(context), context);

    /// <summary>Finds the errors in the settings that need neither dataset nor programs to be found.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) => RunSettingsReader.Check(request, errors);

    public IBlockProcessor StartBlock(BlockContext block) => new RunProcessor(_settings, _launcher, block);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        _settings.Merge is { } merge
            ? new FoldedOutputs(partials, scratch, _settings.Versions, (left, right) => _launcher.Merge(merge, left, right, scratch, cancel))
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
