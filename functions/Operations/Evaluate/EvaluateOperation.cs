using Pipeline.Core.Buffers;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Evaluate.Output;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Scoring;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate;

/// <summary>
/// Evaluates an ONNX model on the dataset. The model's inputs are filled from columns, and its predictions are compared
/// with the label. The result is always JSON, regardless of <c>output</c>; all predictions can be written next to it.
/// </summary>
public sealed class EvaluateOperation : IOperation
{
    public static OperationType Registration { get; } = new("evaluate", Create, Check);

    /// <summary>The name of the file with all predictions, next to the result.</summary>
    public const string PredictionsName = "predictions.csv";

    private readonly EvaluateSettings _settings;
    private readonly int _memoryBudget;
    private readonly ObjectPool<BlockSorters> _sorters = new();

    private EvaluateOperation(EvaluateSettings settings, int memoryBudget)
    {
        (_settings, _memoryBudget) = (settings, memoryBudget);
        Columns = [.. settings.Columns.Select(column => column.Name)];
    }

    public IReadOnlyList<string> Columns { get; }

    public OutputFormat Output => OutputFormat.Json;

    /// <exception cref="InvalidRequestException">
    /// The settings are invalid, or do not match the columns or the model.
    /// </exception>
    public static IOperation Create(OperationContext context) =>
        new EvaluateOperation(EvaluateSettingsReader.Read(context), context.MemoryBudget);

    /// <summary>Validates what can be validated without access to the dataset and the model.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) =>
        EvaluateSettingsReader.Check(request, errors);

    public IBlockProcessor StartBlock(BlockContext block)
    {
        var model = ModelCache.Shared.Take(_settings.Model);
        if (_sorters.TryTake(out var sorters))
            sorters.Restart(block.Scratch);
        else
            sorters = new BlockSorters(block.Scratch, _settings, _memoryBudget);
        return new EvaluateProcessor(_settings, model, sorters, block.BadRecords, _sorters.GiveBack);
    }

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new EvaluateStream(new MergedStream(partials), new EvaluateCombiner(_settings), _settings.Worst);

    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var report = new EvaluateJson(_settings, files.Result);
        report.Write(merged);
        if (_settings.Predictions)
        {
            var rows = files.Add(PredictionsName);
            rows.Write(ReadableRecord.Head(_settings));
            for (var more = report.HasRows; more; more = merged.MoveNext())
                rows.Write(merged.Value);
        }
        return new ResultSummary(1, []);
    }
}
