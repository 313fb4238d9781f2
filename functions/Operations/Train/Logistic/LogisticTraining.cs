using System.Text.Json;
using Pipeline.Core.Entries;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// The passes of logistic training after the first. Each pass is one step of Newton's method for every class against
/// the rest. Held-out records are measured with the weights of the pass. The step of the last pass is too small to be
/// taken, so the last pass has measured the final model.
/// </summary>
internal sealed class LogisticTraining(TrainSettings settings, OperationContext context) : IMultiPassOperation
{
    /// <summary>
    /// The max number of passes, including the first. Newton's method usually takes six to ten steps; beyond 25 it does
    /// not converge.
    /// </summary>
    public const int Passes = 25;

    private readonly LogisticState _state = JsonSerializer.Deserialize(
        context.Learned.Span,
        LogisticJson.Default.LogisticState)!;
    private readonly ModelFolder _models = new(context.Root, settings.Model);

    public IReadOnlyList<string> Columns => settings.Columns;

    public bool NeedsRecords => true;

    public OutputFormat Output => OutputFormat.Json;

    public int MaxPasses => Passes;

    public IBlockProcessor StartBlock(BlockContext block) => new LogisticProcessor(settings, _state, block.BadRecords);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new CombinedStream(new MergedStream(partials), new SumCombiner());

    public byte[]? Learn(EntryStream merged, ScratchFolder scratch)
    {
        var next = Next(LogisticSums.Read(merged, _state.Outputs.Count));
        if (context.Pass == Passes - 1 || HasWeightsOf(next)) return null;
        return JsonSerializer.SerializeToUtf8Bytes(next, LogisticJson.Default.LogisticState);
    }

    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var sums = LogisticSums.Read(merged, _state.Outputs.Count);
        var origin = new ParentVersion(_state.Parent, _state.Based);
        var version = new VersionWriter(settings, context.Request, _models, files, origin);
        var model = new LogisticColumns(settings, _state).ToModel();
        var state = version.WriteState(
            JsonSerializer.SerializeToUtf8Bytes(
                new LogisticWeights(_state.Classes, _state.Codes, model.Intercepts, model.Weights),
                LogisticJson.Default.LogisticWeights));
        var metrics = new Metrics(
            _state.Records, sums.Score?.Records ?? 0, _state.Unlabelled, _state.Dropped,
            Logistic: sums.Score, Passes: context.Pass + 1, Converged: HasWeightsOf(Next(sums)));
        return version.Write(model, metrics, state, Judge(origin, metrics));
    }

    /// <summary>Whether training is complete: every output is done, with the weights that this pass measured.</summary>
    private bool HasWeightsOf(LogisticState next) => next.Outputs.Zip(_state.Outputs)
        .All(pair => pair.First.IsDone && pair.First.Weights.AsSpan().SequenceEqual(pair.Second.Weights));

    private LogisticState Next(LogisticSums sums) =>
        _state with
        {
            Outputs =
            [
                .. _state.Outputs.Select(
                    (output, i) =>
                        sums.Outputs[i] is { } found && !output.IsDone
                            ? Newton.Next(output, found, settings.Ridge, Describe)
                            : output),
            ],
        };

    /// <summary>
    /// Compares the new version on its own held-out records with the latest version on its own, because earlier records
    /// are not kept.
    /// </summary>
    private PublishDecision Judge(ParentVersion origin, Metrics metrics) => PublishDecision.Of(
        settings, origin.Based, "log loss on its held-out records",
        origin.Based is null ? null : Metrics.Read(_models, origin.Based).Logistic?.LogLoss, metrics.Logistic?.LogLoss);

    private string Describe(int column)
    {
        if (column == 0) return "the intercept";
        var columns = new LogisticColumns(settings, _state);
        var feature = 0;
        while (columns.StartOf(feature + 1) <= column)
            feature++;
        return LogisticColumns
            .CodeOf(settings.Features[feature], _state.Codes[feature])
            .NameOf(column - columns.StartOf(feature));
    }
}
