using Microsoft.ML.OnnxRuntime;
using Pipeline.Core.Operations.Models;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>Runs a model on batches of one size.</summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly EvaluateSettings _settings;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _values;

    public BatchRunner(EvaluateSettings settings, InferenceSession session, int size)
    {
        (_settings, _session) = (settings, session);
        Inputs = [.. settings.Inputs.Select(input => InputBuffer.Create(input, size))];
        Outputs = new OutputReader(settings, size);
        _inputNames = [.. settings.Inputs.Select(input => input.Value.Name)];
        _outputNames = [.. settings.Outputs.All.Select(output => output.Name)];
        _values = [.. Inputs.Select(input => input.Value)];
    }

    public IReadOnlyList<InputBuffer> Inputs { get; }

    public OutputReader Outputs { get; }

    /// <param name="records">How many are filled; what is left of the batch becomes copies of the last.</param>
    /// <exception cref="ModelFailedException">The model cannot be run.</exception>
    public void Run(int records)
    {
        foreach (var input in Inputs)
            input.Load(records);
        Run();
    }

    /// <summary>Runs one record of another runner's.</summary>
    public void RunAlone(BatchRunner other, int record)
    {
        for (var i = 0; i < Inputs.Count; i++)
            Inputs[i].Take(other.Inputs[i], record);
        Run();
    }

    public void Dispose()
    {
        foreach (var input in Inputs)
            input.Dispose();
        _options.Dispose();
    }

    private void Run()
    {
        try
        {
            using var outputs = _session.Run(_options, _inputNames, _values, _outputNames);
            Outputs.Read(outputs);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelFailedException(_settings.Model.Path, $"it cannot be run on these records: {error.Message}", error);
        }
    }
}
