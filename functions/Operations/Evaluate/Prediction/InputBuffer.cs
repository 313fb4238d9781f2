using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>Holds the values of one input for some records, from which batches for the model are formed.</summary>
internal abstract class InputBuffer : IDisposable
{
    /// <summary>
    /// The tensor that is passed to the model. ONNX Runtime allocates it aligned to 64 bytes, because the alignment can
    /// affect the last bit of a prediction.
    /// </summary>
    public abstract OrtValue Tensor { get; }

    /// <param name="batch">The number of records per batch.</param>
    /// <param name="capacity">The number of records that the buffer holds.</param>
    public static InputBuffer Create(ModelInput input, int batch, int capacity)
    {
        var shape = input.ShapeOf(batch);
        var size = (batch, capacity);
        return input.Value.Element switch
        {
            OnnxValue.Float => new NumberBuffer<float>(
                shape,
                size,
                TensorElementType.Float,
                value => (float)value,
                float.NaN),
            OnnxGraph.Double => new NumberBuffer<double>(
                shape,
                size,
                TensorElementType.Double,
                value => value,
                double.NaN),
            OnnxGraph.Int64 => new NumberBuffer<long>(
                shape,
                size,
                TensorElementType.Int64,
                value => (long)value,
                missing: null),
            OnnxValue.Int32 => new NumberBuffer<int>(
                shape,
                size,
                TensorElementType.Int32,
                value => (int)value,
                missing: null),
            OnnxValue.Boolean => new NumberBuffer<bool>(
                shape,
                size,
                TensorElementType.Bool,
                value => value != 0,
                missing: null),
            _ => new TextBuffer(shape, size),
        };
    }

    /// <summary>Sets a number.</summary>
    /// <param name="at">The index among all values, record by record.</param>
    public virtual void Set(int at, double value) => throw new NotSupportedException();

    /// <summary>Sets a text.</summary>
    public virtual void Set(int at, ReadOnlySpan<byte> text) => throw new NotSupportedException();

    /// <summary>Sets a missing value: NaN, or an empty text.</summary>
    /// <returns>False if the input cannot represent a missing value.</returns>
    public abstract bool SetMissing(int at);

    /// <summary>Removes all records.</summary>
    public abstract void Clear();

    /// <summary>Copies records to the tensor.</summary>
    /// <param name="records">The record at each position of the batch.</param>
    public abstract void Load(ReadOnlySpan<int> records);

    public void Dispose() => Tensor.Dispose();

    private static int Width(long[] shape) => (int)shape.Skip(1).Aggregate(1L, (product, side) => product * side);

    private sealed class NumberBuffer<T>(
        long[] shape,
        (int Batch, int Capacity) size,
        TensorElementType type,
        Func<double, T> convert,
        T? missing) : InputBuffer
        where T : unmanaged
    {
        private readonly int _width = Width(shape);
        private readonly T[] _values = new T[size.Capacity * Width(shape)];

        public override OrtValue Tensor { get; } =
            OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);

        public override void Set(int at, double value) => _values[at] = convert(value);

        public override bool SetMissing(int at)
        {
            if (missing is { } value)
                _values[at] = value;
            return missing is not null;
        }

        public override void Clear()
        {
        }

        public override void Load(ReadOnlySpan<int> records)
        {
            var target = Tensor.GetTensorMutableDataAsSpan<T>();
            for (var place = 0; place < records.Length; place++)
                _values.AsSpan(records[place] * _width, _width).CopyTo(target[(place * _width)..]);
        }
    }

    private sealed class TextBuffer(long[] shape, (int Batch, int Capacity) size) : InputBuffer
    {
        private readonly int _width = Width(shape);
        private readonly ArrayBufferWriter<byte> _bytes = new();
        private readonly (int Start, int Length)[] _texts = new (int, int)[size.Capacity * Width(shape)];
        private readonly byte[]?[] _shown = new byte[size.Batch * Width(shape)][];

        public override OrtValue Tensor { get; } =
            OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);

        public override void Set(int at, ReadOnlySpan<byte> text)
        {
            _texts[at] = (_bytes.WrittenCount, text.Length);
            _bytes.Write(text);
        }

        public override bool SetMissing(int at)
        {
            Set(at, []);
            return true;
        }

        public override void Clear() => _bytes.ResetWrittenCount();

        public override void Load(ReadOnlySpan<int> records)
        {
            for (var at = 0; at < _shown.Length; at++)
            {
                var (start, length) = _texts[records[at / _width] * _width + at % _width];
                var text = _bytes.WrittenSpan.Slice(start, length);
                // Often the previous record at this position has the same text.
                if (_shown[at] is { } shown && text.SequenceEqual(shown)) continue;
                Tensor.StringTensorSetElementAt(text, at);
                _shown[at] = text.ToArray();
            }
        }
    }
}
