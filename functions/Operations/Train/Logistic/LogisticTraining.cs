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
/// The later passes of a logistic training, each one step of Newton's method for every class against the rest. Held-out
/// records are judged by the weights of the pass, so the last pass, whose step is too small to be taken, has measured
/// the model that it leaves.
/// </summary>
internal sealed class LogisticTraining(TrainSettings settings, OperationContext context) : IMultiPassOperation
{
    /// <summary>Most passes, with the first. Newton's method takes six to ten steps; what needs more has no end.</summary>
    public const int Passes = 25;

    private readonly LogisticState _state = JsonSerializer.Deserialize(context.Learned.Span, LogisticJson.Default.LogisticState)!;
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
        var state = version.WriteState(JsonSerializer.SerializeToUtf8Bytes(
            new LogisticWeights(_state.Classes, _state.Codes, model.Intercepts, model.Weights), LogisticJson.Default.LogisticWeights));
        var metrics = new Metrics(
            _state.Records, sums.Score?.Records ?? 0, _state.Unlabelled, _state.Dropped,
            Logistic: sums.Score, Passes: context.Pass + 1, Converged: HasWeightsOf(Next(sums)));
        return version.Write(model, metrics, state, Judge(origin, metrics));
    }

    /// <summary>Whether there is nothing more to try: every output is done, with the weights that this pass measured.</summary>
    private bool HasWeightsOf(LogisticState next) => next.Outputs.Zip(_state.Outputs)
        .All(pair => pair.First.IsDone && pair.First.Weights.AsSpan().SequenceEqual(pair.Second.Weights));

    private LogisticState Next(LogisticSums sums) => _state with
    {
        Outputs = [.. _state.Outputs.Select((output, i) =>
            sums.Outputs[i] is { } found && !output.IsDone ? Newton.Next(output, found, settings.Ridge, Describe) : output)],
    };

    /// <summary>The new version is measured on its own held-out records, and the latest was on its: of earlier records nothing is kept.</summary>
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
        return LogisticColumns.CodeOf(settings.Features[feature], _state.Codes[feature]).NameOf(column - columns.StartOf(feature));
    }
}
