using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Scoring;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate;

/// <summary>Evaluates the model on the records of one block.</summary>
internal sealed class EvaluateProcessor : IBlockProcessor
{
    private readonly EvaluateSettings _settings;
    private readonly BlockSorters _sorters;
    private readonly Action<BlockSorters> _giveBack;
    private readonly Predictor _predictor;
    private readonly RecordFields _fields;
    private readonly GroupSums? _groups;
    private readonly Scores _scores;
    private readonly ReadableRecord _readable;

    /// <summary>Of the records that are predicted at a time: their rows and their labels.</summary>
    private readonly (int Row, double Number, int Truth)[] _places;

    /// <param name="giveBack">Takes the sorters over when the block is done.</param>
    public EvaluateProcessor(
        EvaluateSettings settings,
        ModelLease model,
        BlockSorters sorters,
        BadRecords badRecords,
        Action<BlockSorters> giveBack)
    {
        (_settings, _sorters, _giveBack) = (settings, sorters, giveBack);
        var combiner = new EvaluateCombiner(settings);
        _predictor = new Predictor(settings, model);
        _fields = new RecordFields(settings, badRecords);
        _groups = settings.GroupBy is null ? null : new GroupSums(combiner, sorters.Groups);
        _scores = Scores.Create(settings, combiner, _groups);
        _readable = new ReadableRecord(settings);
        _places = new (int, double, int)[_predictor.Capacity];
    }

    public void Process(RecordBatch batch)
    {
        _fields.Start(batch);
        for (var row = 0; row < batch.Count;)
        {
            // Rows refer to the batch, so none may be left over.
            _predictor.Clear();
            var filled = 0;
            for (; row < batch.Count && filled < _places.Length; row++)
            {
                if (!_fields.TryRead(row, _predictor.Inputs, filled, out var number, out var truth)) continue;
                _predictor.Add(filled, batch.Offsets[row]);
                _places[filled++] = (row, number, truth);
            }
            _predictor.Predict();
            Tell(batch, filled);
        }
    }

    public void Complete(PartialWriter partial)
    {
        var value = new StateWriter();
        Append(Section.Model, ModelStamp.Of(_settings, _predictor.Hash));
        Append(Section.Counts, _fields.Counts);
        _scores.WriteTo(partial, value);
        if (_groups is not null)
        {
            using var groups = _groups.ToSorted();
            partial.Append(groups);
        }
        foreach (var sorter in (ReadOnlySpan<EntrySorter>)[_sorters.Worst, _sorters.Rows])
        {
            using var sorted = sorter.ToSorted();
            partial.Append(sorted);
        }

        void Append(Section section, IMergeable state)
        {
            value.Clear();
            state.Write(value);
            partial.Append(EvaluateKeys.Of(section), value.Written);
        }
    }

    public void Dispose()
    {
        _predictor.Dispose();
        _giveBack(_sorters);
    }

    /// <summary>Takes the predictions, in the order of the records.</summary>
    private void Tell(RecordBatch batch, int count)
    {
        for (var place = 0; place < count; place++)
        {
            var (row, number, truth) = _places[place];
            var (group, isMissing) = _settings.GroupBy is { } column
                ? (column, _fields.IsMissing(column, row))
                : (0, false);
            var badness = _scores.Add(_predictor.Predicted, place, number, truth, _fields.Text(group, row), isMissing);
            var key = badness > 0 && _settings.Worst > 0 ? EvaluateKeys.OfWorst(badness) : null;
            if (key is not null && _sorters.Worst.CanUse(key))
                _sorters.Worst.Add(key, _readable.ToJson(batch, _fields, row, Prediction(place), badness));
            if (_settings.Predictions)
                _sorters.Rows.Add(
                    [(byte)Section.Row],
                    _readable.ToCsv(batch, _fields, row, Prediction(place), _predictor.Predicted.ProbabilitiesOf(place))
                );
        }
    }

    /// <summary>What the model says; empty where it is not a number or no class.</summary>
    private string Prediction(int place) =>
        _settings.Kind == EvaluationKind.Regression ? ReadableRecord.Show(_predictor.Predicted.Numbers[place])
        : _predictor.Predicted.Labels[place] is >= 0 and var label ? _settings.Classes[label]
        : "";
}
