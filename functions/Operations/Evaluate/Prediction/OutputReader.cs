using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pipeline.Core.Numbers;
using Pipeline.Core.Texts;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>Converts the model's outputs for a batch to numbers, class indexes and probabilities.</summary>
internal sealed class OutputReader
{
    private readonly EvaluateSettings _settings;
    private readonly int _size;
    private readonly TextInterner _classes = new();
    private readonly OrtAllocator _allocator = OrtAllocator.DefaultInstance;

    public OutputReader(EvaluateSettings settings)
    {
        (_settings, _size) = (settings, settings.Batch);
        foreach (var name in settings.ModelClasses)
            _classes.Add(System.Text.Encoding.UTF8.GetBytes(name));
        Predicted = new PredictedRecords(settings, _size);
    }

    /// <summary>The predictions of the last batch.</summary>
    public PredictedRecords Predicted { get; }

    /// <param name="outputs">The outputs, in the order of <see cref="ModelOutputs.All"/>.</param>
    /// <exception cref="ModelFailedException">An output does not have the expected number of values.</exception>
    public void Read(IReadOnlyList<OrtValue> outputs)
    {
        var next = 0;
        if (_settings.Outputs.Prediction is { } prediction)
            ReadReals(prediction, outputs[next++], Predicted.Numbers);
        var label = _settings.Outputs.Label is null ? null : outputs[next++];
        if (_settings.Outputs.Probabilities is { } probabilities)
            ReadProbabilities(probabilities, outputs[next]);
        if (_settings.Kind == EvaluationKind.Regression) return;
        if (label is not null)
            ReadLabels(_settings.Outputs.Label!, label);
        else
            FindBest();
    }

    private void ReadProbabilities(OnnxValue output, OrtValue value)
    {
        if (output.Form == OnnxForm.Maps)
        {
            ReadMaps(value);
            return;
        }
        var count = _settings.Classes.Count;
        if (count == 2 && Length(value) == _size)
        {
            ReadReals(output, value, Predicted.Probabilities.AsSpan(0, _size));
            for (var record = _size - 1; record >= 0; record--)
            {
                var second = _settings.Softmax
                    ? DeterministicMath.Sigmoid(Predicted.Probabilities[record])
                    : Predicted.Probabilities[record];
                (Predicted.Probabilities[2 * record], Predicted.Probabilities[2 * record + 1]) = (1 - second, second);
            }
        }
        else
        {
            ReadReals(output, value, Predicted.Probabilities);
            for (var record = 0; _settings.Softmax && record < _size; record++)
                Softmax.Apply(Predicted.Probabilities.AsSpan(record * count, count));
        }
    }

    private void ReadReals(OnnxValue output, OrtValue value, Span<double> target)
    {
        var found = Length(value);
        if (found != target.Length)
            throw new ModelFailedException(
                _settings.Model.Path,
                $"its output {output} has {found} numbers for {_size} records, expected {target.Length}. Evaluate a "
                    + "model that gives as many as there are records or classes.");
        if (output.Element == OnnxGraph.Double)
        {
            value.GetTensorDataAsSpan<double>().CopyTo(target);
            return;
        }
        var reals = value.GetTensorDataAsSpan<float>();
        for (var i = 0; i < reals.Length; i++)
            target[i] = reals[i];
    }

    private void ReadMaps(OrtValue value)
    {
        Array.Fill(Predicted.Probabilities, double.NaN);
        Expect(_settings.Outputs.Probabilities!, value.GetValueCount());
        for (var record = 0; record < _size; record++)
        {
            using var map = value.GetValue(record, _allocator);
            using var keys = map.GetValue(0, _allocator);
            using var values = map.GetValue(1, _allocator);
            var isDouble = values.GetTensorTypeAndShape().ElementDataType == TensorElementType.Double;
            var count = Length(keys);
            for (var i = 0; i < count; i++)
            {
                var place = ClassAt(keys, i);
                if (place >= 0)
                    Predicted.Probabilities[record * _settings.Classes.Count + place] = isDouble
                        ? values.GetTensorDataAsSpan<double>()[i]
                        : values.GetTensorDataAsSpan<float>()[i];
            }
        }
    }

    private void ReadLabels(OnnxValue output, OrtValue value)
    {
        Expect(output, Length(value));
        for (var record = 0; record < _size; record++)
            Predicted.Labels[record] = ClassAt(value, record);
    }

    private void Expect(OnnxValue output, long found)
    {
        if (found != _size)
            throw new ModelFailedException(
                _settings.Model.Path,
                $"its output {output} has {found} values for {_size} records, expected one for each.");
    }

    /// <summary>Returns the index of the class that an element names; -1 if it is unknown.</summary>
    private int ClassAt(OrtValue value, int at)
    {
        var element = value.GetTensorTypeAndShape().ElementDataType;
        if (element == TensorElementType.String)
            return _classes.Find(value.GetStringElementAsSpan(at));
        if (element == TensorElementType.Bool)
            return Find(value.GetTensorDataAsSpan<bool>()[at] ? 1 : 0);
        return Find(
            element == TensorElementType.Int32
                ? value.GetTensorDataAsSpan<int>()[at]
                : value.GetTensorDataAsSpan<long>()[at]);
    }

    private int Find(long number)
    {
        Span<byte> text = stackalloc byte[20];
        System.Buffers.Text.Utf8Formatter.TryFormat(number, text, out var length);
        return _classes.Find(text[..length]);
    }

    private void FindBest()
    {
        var count = _settings.Classes.Count;
        for (var record = 0; record < _size; record++)
        {
            var probabilities = Predicted.Probabilities.AsSpan(record * count, count);
            var best = 0;
            for (var i = 1; i < count; i++)
            {
                if (probabilities[i] > probabilities[best])
                    best = i;
            }
            Predicted.Labels[record] = best;
        }
    }

    private static long Length(OrtValue value) => value.GetTensorTypeAndShape().ElementCount;
}
