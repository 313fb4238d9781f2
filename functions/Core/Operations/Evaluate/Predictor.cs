using Pipeline.Core.Operations.Models;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>
/// What a model predicts for a record is what it gives for the record alone, to the last bit: kernels that take several
/// numbers at once may round otherwise, by where a number lies among them, and results would depend on how the dataset
/// is cut. Records are fed in batches as long as that makes no difference, which is looked at for every record of a
/// block's first batch and for one record of each other. Once it makes one, the model is run record by record.
/// </summary>
internal sealed class Predictor : IDisposable
{
    private readonly ModelLease _model;
    private readonly BatchRunner _batch;
    private readonly BatchRunner _alone;
    private bool _isFirst = true;

    /// <param name="model">Taken over.</param>
    public Predictor(EvaluateSettings settings, ModelLease model)
    {
        _model = model;
        _batch = new BatchRunner(settings, model.Model.Session, settings.Batch);
        _alone = new BatchRunner(settings, model.Model.Session, settings.FixedRecords ?? 1);
    }

    public string Hash => _model.Model.Hash;

    /// <summary>To be filled record by record.</summary>
    public IReadOnlyList<InputBuffer> Inputs => _batch.Inputs;

    public OutputReader Outputs => _batch.Outputs;

    /// <param name="records">How many are filled, at least 1.</param>
    /// <exception cref="ModelFailedException">The model cannot be run.</exception>
    public void Predict(int records)
    {
        if (_model.Model.TakesBatches && records > 1)
        {
            _batch.Run(records);
            if (IsAsAlone(records)) return;
            _model.Model.TakesBatches = false;
        }
        for (var record = 0; record < records; record++)
        {
            _alone.RunAlone(_batch, record);
            Outputs.Take(record, _alone.Outputs);
        }
    }

    public void Dispose()
    {
        _batch.Dispose();
        _alone.Dispose();
        _model.Dispose();
    }

    private bool IsAsAlone(int records)
    {
        for (var record = _isFirst ? 0 : records - 1; record < records; record++)
        {
            _alone.RunAlone(_batch, record);
            if (!Outputs.IsSame(record, _alone.Outputs)) return false;
        }
        _isFirst = false;
        return true;
    }
}
