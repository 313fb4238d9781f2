using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>
/// Predicts records with a model. A prediction depends only on the record and on its position, see <see
/// cref="BatchPlaces"/>. Batches are always full: a position without a record has a copy of another. The first batch of
/// each block verifies that the model does not mix records, by predicting each record again among other records.
/// </summary>
internal sealed class Predictor : IDisposable
{
    /// <summary>
    /// The max number of input values or probabilities held at once. With more records, batches are fuller.
    /// </summary>
    private const long MaxValues = 1 << 20;

    private const int MaxRecords = 4_096;

    private readonly EvaluateSettings _settings;
    private readonly ModelLease _model;
    private readonly BatchRunner _runner;
    private readonly BatchPlaces _places;
    private readonly int[] _batch;
    private bool _isTried;

    /// <param name="model">The model. Ownership passes to the predictor.</param>
    public Predictor(EvaluateSettings settings, ModelLease model)
    {
        (_settings, _model) = (settings, model);
        var widest = Math.Max(settings.Classes.Count, settings.Inputs.Sum(input => input.Columns.Count));
        Capacity = (int)
            Math.Clamp(MaxValues / Math.Max(widest, 1), settings.Batch, Math.Max(settings.Batch, MaxRecords));
        _runner = new BatchRunner(settings, model.Model.Session, Capacity);
        _places = new BatchPlaces(settings.Batch);
        _batch = new int[settings.Batch];
        Predicted = new PredictedRecords(settings, Capacity);
    }

    public string Hash => _model.Model.Hash;

    /// <summary>The max number of records that are predicted together.</summary>
    public int Capacity { get; }

    /// <summary>The inputs, which the caller fills record by record.</summary>
    public IReadOnlyList<InputBuffer> Inputs => _runner.Inputs;

    public PredictedRecords Predicted { get; }

    /// <summary>Removes all records.</summary>
    public void Clear()
    {
        _places.Clear();
        foreach (var input in Inputs)
            input.Clear();
    }

    /// <summary>Adds a record whose values are in the inputs.</summary>
    /// <param name="offset">The offset of its first byte in the file.</param>
    public void Add(int record, long offset) => _places.Add(record, offset);

    /// <summary>Predicts all added records.</summary>
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

    /// <summary>
    /// Fills the batch with the records at some positions. All other positions get a copy of the first of them.
    /// </summary>
    /// <returns>The number of records that are kept.</returns>
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

    /// <summary>
    /// Predicts each half of the records again, with copies in place of the other half, and compares.
    /// </summary>
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
                    throw new ModelFailedException(
                        _settings.Model.Path,
                        "what it says of a record depends on which others it is given at once, expected that it looks "
                            + "at each by itself. "
                            + (
                                _settings.IsBatchFixed
                                    ? "Save it for any number of records, or for one, and evaluate that."
                                    : "Set \"batch\" to 1, and it is given one at a time."));
            }
        }
        _isTried = records.Count(record => record != BatchPlaces.Nobody) > 1;
    }
}
