using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>
/// What a model predicts for a record, which depends on the record alone and on its <see cref="BatchPlaces"/>. Batches
/// are always full: a place without a record has a copy of another. That a model looks at each record by itself is
/// tried out on a block's first batch, with other records beside each.
/// </summary>
internal sealed class Predictor : IDisposable
{
    /// <summary>Values of inputs or probabilities that are held at once; more records at a time fill batches better.</summary>
    private const long MaxValues = 1 << 20;

    private const int MaxRecords = 4_096;

    private readonly EvaluateSettings _settings;
    private readonly ModelLease _model;
    private readonly BatchRunner _runner;
    private readonly BatchPlaces _places;
    private readonly int[] _batch;
    private bool _isTried;

    /// <param name="model">Taken over.</param>
    public Predictor(EvaluateSettings settings, ModelLease model)
    {
        (_settings, _model) = (settings, model);
        var widest = Math.Max(settings.Classes.Count, settings.Inputs.Sum(input => input.Columns.Count));
        Capacity = (int)Math.Clamp(MaxValues / Math.Max(widest, 1), settings.Batch, Math.Max(settings.Batch, MaxRecords));
        _runner = new BatchRunner(settings, model.Model.Session, Capacity);
        _places = new BatchPlaces(settings.Batch);
        _batch = new int[settings.Batch];
        Predicted = new PredictedRecords(settings, Capacity);
    }

    public string Hash => _model.Model.Hash;

    /// <summary>How many records are predicted at a time.</summary>
    public int Capacity { get; }

    /// <summary>To be filled record by record.</summary>
    public IReadOnlyList<InputBuffer> Inputs => _runner.Inputs;

    public PredictedRecords Predicted { get; }

    /// <summary>Begins anew: the inputs are to be filled again.</summary>
    public void Clear()
    {
        _places.Clear();
        foreach (var input in Inputs)
            input.Clear();
    }

    /// <summary>The record is in the inputs.</summary>
    /// <param name="offset">Of its first byte in the file.</param>
    public void Add(int record, long offset) => _places.Add(record, offset);

    /// <exception cref="ModelFailedException">The model cannot be run, or mixes records.</exception>
    public void Predict()
    {
        foreach (var records in _places.Batches)
        {
            Fill(records, _ => true);
            _runner.Run(_batch);
            for (var place = 0; place < records.Length; place++)
            {
                if (records[place] != BatchPlaces.Nobody)
                    Predicted.Take(records[place], _runner.Predicted, place);
            }
            if (!_isTried)
                Try(records);
        }
    }

    public void Dispose()
    {
        _runner.Dispose();
        _model.Dispose();
    }

    /// <summary>Keeps the records at some places; the others get a copy of the first of these.</summary>
    /// <returns>How many are kept.</returns>
    private int Fill(int[] records, Func<int, bool> isKept)
    {
        var (first, kept) = (BatchPlaces.Nobody, 0);
        for (var place = 0; place < records.Length; place++)
        {
            var record = isKept(place) ? records[place] : BatchPlaces.Nobody;
            _batch[place] = record;
            if (record == BatchPlaces.Nobody) continue;
            first = first == BatchPlaces.Nobody ? record : first;
            kept++;
        }
        _batch.AsSpan().Replace(BatchPlaces.Nobody, first);
        return kept;
    }

    /// <summary>Half of the records once more, with copies in place of the other half; and the other way round.</summary>
    private void Try(int[] records)
    {
        for (var half = 0; half < 2; half++)
        {
            var parity = half;
            if (Fill(records, place => place % 2 == parity) == 0) continue;
            _runner.Run(_batch);
            for (var place = half; place < records.Length; place += 2)
            {
                if (records[place] == BatchPlaces.Nobody) continue;
                if (!Predicted.IsSame(records[place], _runner.Predicted, place))
                    throw new ModelFailedException(_settings.Model.Path, "what it says of a record depends on which others it is given at once, expected that it looks at each by itself. " + (_settings.IsBatchFixed
                        ? "Save it for any number of records, or for one, and evaluate that."
                        : "Set \"batch\" to 1, and it is given one at a time."));
            }
        }
        _isTried = records.Count(record => record != BatchPlaces.Nobody) > 1;
    }
}
