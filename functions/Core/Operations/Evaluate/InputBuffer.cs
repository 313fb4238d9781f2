using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pipeline.Core.Operations.Models;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>The values of one input for a batch of records.</summary>
internal abstract class InputBuffer : IDisposable
{
    /// <summary>
    /// What the model is given. Its memory is ONNX Runtime's, which lies on borders of 64 bytes: what a model gives may
    /// depend, in the last bit, on where its numbers lie.
    /// </summary>
    public abstract OrtValue Value { get; }

    public static InputBuffer Create(ModelInput input, int records)
    {
        var shape = input.ShapeOf(records);
        return input.Value.Element switch
        {
            OnnxValue.Float => new NumberBuffer<float>(shape, records, TensorElementType.Float, value => (float)value, float.NaN),
            OnnxGraph.Double => new NumberBuffer<double>(shape, records, TensorElementType.Double, value => value, double.NaN),
            OnnxGraph.Int64 => new NumberBuffer<long>(shape, records, TensorElementType.Int64, value => (long)value, missing: null),
            OnnxValue.Int32 => new NumberBuffer<int>(shape, records, TensorElementType.Int32, value => (int)value, missing: null),
            OnnxValue.Boolean => new NumberBuffer<bool>(shape, records, TensorElementType.Bool, value => value != 0, missing: null),
            _ => new TextBuffer(shape, records),
        };
    }

    /// <summary>Takes a number.</summary>
    /// <param name="at">Place among all values of the batch, record by record.</param>
    public virtual void Set(int at, double value) => throw new NotSupportedException();

    /// <summary>Takes a text.</summary>
    public virtual void Set(int at, ReadOnlySpan<byte> text) => throw new NotSupportedException();

    /// <summary>Takes what stands for a missing value: NaN, or an empty text.</summary>
    /// <returns>False if nothing does.</returns>
    public abstract bool SetMissing(int at);

    /// <summary>Takes a record of another buffer of the same input, and makes all records copies of it.</summary>
    public abstract void Take(InputBuffer other, int record);

    /// <summary>Makes all records from there on copies of the one before, and shows them to the model.</summary>
    public abstract void Load(int records);

    public abstract void Dispose();

    private static OrtValue NewTensor(long[] shape, TensorElementType type) =>
        OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);

    private sealed class NumberBuffer<T>(long[] shape, int size, TensorElementType type, Func<double, T> convert, T? missing) : InputBuffer
        where T : unmanaged
    {
        private readonly T[] _values = new T[shape.Aggregate(1L, (product, side) => product * side)];

        public override OrtValue Value { get; } = NewTensor(shape, type);

        private int Width => _values.Length / size;

        public override void Set(int at, double value) => _values[at] = convert(value);

        public override bool SetMissing(int at)
        {
            if (missing is { } value)
                _values[at] = value;
            return missing is not null;
        }

        public override void Take(InputBuffer other, int record)
        {
            ((NumberBuffer<T>)other)._values.AsSpan(record * Width, Width).CopyTo(_values);
            Load(1);
        }

        public override void Load(int records)
        {
            for (var record = records; record < size; record++)
                _values.AsSpan((records - 1) * Width, Width).CopyTo(_values.AsSpan(record * Width));
            _values.CopyTo(Value.GetTensorMutableDataAsSpan<T>());
        }

        public override void Dispose() => Value.Dispose();
    }

    private sealed class TextBuffer : InputBuffer
    {
        private readonly int _width;
        private readonly byte[][] _texts;

        public TextBuffer(long[] shape, int size)
        {
            _texts = new byte[shape.Aggregate(1L, (product, side) => product * side)][];
            _width = _texts.Length / size;
            Array.Fill(_texts, []);
            Value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        }

        public override OrtValue Value { get; }

        public override void Set(int at, ReadOnlySpan<byte> text)
        {
            // Many records say the same as the one there before them.
            if (text.SequenceEqual(_texts[at])) return;
            _texts[at] = text.ToArray();
            Value.StringTensorSetElementAt(text, at);
        }

        public override bool SetMissing(int at)
        {
            Set(at, []);
            return true;
        }

        public override void Take(InputBuffer other, int record)
        {
            for (var at = 0; at < _texts.Length; at++)
                Set(at, ((TextBuffer)other)._texts[record * _width + at % _width]);
        }

        public override void Load(int records)
        {
            for (var at = records * _width; at < _texts.Length; at++)
                Set(at, _texts[at - _width]);
        }

        public override void Dispose() => Value.Dispose();
    }
}
