using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pipeline.Core.Operations.Models;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>Makes numbers and places of classes of what the model gives for a batch.</summary>
internal sealed class OutputReader
{
    private readonly EvaluateSettings _settings;
    private readonly int _size;
    private readonly TextIds _classes = new();
    private readonly OrtAllocator _allocator = OrtAllocator.DefaultInstance;

    public OutputReader(EvaluateSettings settings, int size)
    {
        (_settings, _size) = (settings, size);
        foreach (var name in settings.ModelClasses)
            _classes.Add(System.Text.Encoding.UTF8.GetBytes(name));
        Predictions = new double[settings.Kind == EvaluationKind.Regression ? size : 0];
        Labels = new int[settings.Kind == EvaluationKind.Classification ? size : 0];
        Chances = new double[settings.Outputs.Chances is null ? 0 : size * settings.Classes.Count];
    }

    /// <summary>Of a regression, one for each record.</summary>
    public double[] Predictions { get; }

    /// <summary>The class of each record; -1 where the model gave none that it knows.</summary>
    public int[] Labels { get; }

    /// <summary>The chances of each record, class by class; NaN where the model gave none.</summary>
    public double[] Chances { get; }

    /// <param name="outputs">In the order of <see cref="ModelOutputs.All"/>.</param>
    /// <exception cref="ModelFailedException">They are not as the model's file says.</exception>
    public void Read(IReadOnlyList<OrtValue> outputs)
    {
        var next = 0;
        if (_settings.Outputs.Prediction is { } prediction)
            ReadReals(prediction, outputs[next++], Predictions);
        var label = _settings.Outputs.Label is null ? null : outputs[next++];
        if (_settings.Outputs.Chances is { } chances)
            ReadChances(chances, outputs[next]);
        if (_settings.Kind == EvaluationKind.Regression) return;
        if (label is not null)
            ReadLabels(_settings.Outputs.Label!, label);
        else
            FindBest();
    }

    /// <summary>Takes what another reader has for its first record.</summary>
    public void Take(int record, OutputReader other)
    {
        other.Row(other.Predictions, 0).CopyTo(Row(Predictions, record));
        other.Row(other.Labels, 0).CopyTo(Row(Labels, record));
        other.Row(other.Chances, 0).CopyTo(Row(Chances, record));
    }

    /// <summary>Whether a record has, bit for bit, what another reader has for its first.</summary>
    public bool IsSame(int record, OutputReader other) =>
        AreSame(Row(Predictions, record), other.Row(other.Predictions, 0))
        && AreSame(Row(Labels, record), other.Row(other.Labels, 0))
        && AreSame(Row(Chances, record), other.Row(other.Chances, 0));

    private static bool AreSame<T>(Span<T> one, Span<T> other)
        where T : unmanaged => MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other));

    /// <summary>The values of one record.</summary>
    private Span<T> Row<T>(T[] values, int record) => values.AsSpan(record * (values.Length / _size), values.Length / _size);

    private void ReadChances(OnnxValue output, OrtValue value)
    {
        if (output.Form == OnnxForm.Maps)
        {
            ReadMaps(value);
            return;
        }
        var count = _settings.Classes.Count;
        if (count == 2 && Length(value) == _size)
        {
            ReadReals(output, value, Chances.AsSpan(0, _size));
            for (var record = _size - 1; record >= 0; record--)
            {
                var second = _settings.Softmax ? Elementary.Sigmoid(Chances[record]) : Chances[record];
                (Chances[2 * record], Chances[2 * record + 1]) = (1 - second, second);
            }
        }
        else
        {
            ReadReals(output, value, Chances);
            for (var record = 0; _settings.Softmax && record < _size; record++)
                Softmax.Apply(Chances.AsSpan(record * count, count));
        }
    }

    private void ReadReals(OnnxValue output, OrtValue value, Span<double> target)
    {
        var found = Length(value);
        if (found != target.Length)
            throw new ModelFailedException(_settings.Model.Path, $"its output {output} has {found} numbers for {_size} records, expected {target.Length}. Evaluate a model that gives as many as there are records or classes.");
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
        Array.Fill(Chances, double.NaN);
        Expect(_settings.Outputs.Chances!, value.GetValueCount());
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
                    Chances[record * _settings.Classes.Count + place] = isDouble ? values.GetTensorDataAsSpan<double>()[i] : values.GetTensorDataAsSpan<float>()[i];
            }
        }
    }

    private void ReadLabels(OnnxValue output, OrtValue value)
    {
        Expect(output, Length(value));
        for (var record = 0; record < _size; record++)
            Labels[record] = ClassAt(value, record);
    }

    private void Expect(OnnxValue output, long found)
    {
        if (found != _size)
            throw new ModelFailedException(_settings.Model.Path, $"its output {output} has {found} values for {_size} records, expected one for each.");
    }

    /// <summary>The place of the class that an element names.</summary>
    private int ClassAt(OrtValue value, int at)
    {
        var element = value.GetTensorTypeAndShape().ElementDataType;
        if (element == TensorElementType.String)
            return _classes.Find(value.GetStringElementAsSpan(at));
        if (element == TensorElementType.Bool)
            return Find(value.GetTensorDataAsSpan<bool>()[at] ? 1 : 0);
        return Find(element == TensorElementType.Int32 ? value.GetTensorDataAsSpan<int>()[at] : value.GetTensorDataAsSpan<long>()[at]);
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
            var chances = Chances.AsSpan(record * count, count);
            var best = 0;
            for (var i = 1; i < count; i++)
            {
                if (chances[i] > chances[best])
                    best = i;
            }
            Labels[record] = best;
        }
    }

    private static long Length(OrtValue value) => value.GetTensorTypeAndShape().ElementCount;
}
