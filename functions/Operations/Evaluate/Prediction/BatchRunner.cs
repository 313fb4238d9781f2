using Microsoft.ML.OnnxRuntime;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>Runs a model on batches of the configured size.</summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly EvaluateSettings _settings;
    private readonly InferenceSession _session;
    private readonly OutputReader _outputs;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _values;

    /// <param name="capacity">The number of records that the inputs hold, from which batches are formed.</param>
    public BatchRunner(EvaluateSettings settings, InferenceSession session, int capacity)
    {
        (_settings, _session) = (settings, session);
        Inputs = [.. settings.Inputs.Select(input => InputBuffer.Create(input, settings.Batch, capacity))];
        _outputs = new OutputReader(settings);
        _inputNames = [.. settings.Inputs.Select(input => input.Value.Name)];
        _outputNames = [.. settings.Outputs.All.Select(output => output.Name)];
        _values = [.. Inputs.Select(input => input.Tensor)];
    }

    public IReadOnlyList<InputBuffer> Inputs { get; }

    /// <summary>The predictions of the last batch, by position.</summary>
    public PredictedRecords Predicted => _outputs.Predicted;

    /// <param name="records">The record at each position of the batch.</param>
    /// <exception cref="ModelFailedException">The model cannot be run.</exception>
    public void Run(ReadOnlySpan<int> records)
    {
        foreach (var input in Inputs)
            input.Load(records);
        try
        {
            using var outputs = _session.Run(_options, _inputNames, _values, _outputNames);
            _outputs.Read(outputs);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelFailedException(
                _settings.Model.Path,
                $"it cannot be run on these records: {error.Message}",
                error);
        }
    }

    public void Dispose()
    {
        foreach (var input in Inputs)
            input.Dispose();
        _options.Dispose();
    }
}
