using System.Buffers.Binary;
using Pipeline.Core.Entries;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// The keys of a batch of rows, one after another in one buffer, in the form a <see cref="GroupTable"/> reads.
/// </summary>
internal sealed class EncodedKeys
{
    /// <summary>The length that means no key.</summary>
    public const int Missing = -1;

    private readonly KeyWriter _key = new();
    private int[] _starts = [];
    private int[] _lengths = [];
    private int _count;

    public byte[] Bytes => _key.Buffer;

    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, _count);

    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, _count);

    /// <summary>Encodes several values of each row as one key. The values have no faults.</summary>
    public void Encode(IReadOnlyList<Vector> values, int count)
    {
        Start(count);
        for (var row = 0; row < count; row++)
        {
            var start = _key.Length;
            for (var i = 0; i < values.Count; i++)
                VectorKeys.Write(_key, values[i], row);
            (_starts[row], _lengths[row]) = (start, _key.Length - start);
        }
    }

    /// <summary>Encodes a number, big-endian, followed by a value; nothing if there is no value.</summary>
    public void Encode(ReadOnlySpan<int> numbers, Vector values)
    {
        Start(numbers.Length);
        Span<byte> number = stackalloc byte[sizeof(int)];
        for (var row = 0; row < numbers.Length; row++)
        {
            if (values.States[row] != RowState.Value)
            {
                _lengths[row] = Missing;
                continue;
            }
            var start = _key.Length;
            BinaryPrimitives.WriteInt32BigEndian(number, numbers[row]);
            _key.WriteRaw(number);
            // The value is the last part of the key, so a text needs no terminator.
            if (values is TextVector texts)
                _key.WriteRaw(texts[row]);
            else
                VectorKeys.Write(_key, values, row);
            (_starts[row], _lengths[row]) = (start, _key.Length - start);
        }
    }

    /// <summary>The lengths of texts, or <see cref="Missing"/> if there is no text.</summary>
    public ReadOnlySpan<int> LengthsWithoutMissing(TextVector texts)
    {
        Start(texts.Count);
        for (var row = 0; row < texts.Count; row++)
            _lengths[row] = texts.States[row] == RowState.Value ? texts.Lengths[row] : Missing;
        return Lengths;
    }

    private void Start(int count)
    {
        _key.Clear();
        _count = count;
        if (_starts.Length >= count) return;
        _starts = new int[count];
        _lengths = new int[count];
    }
}
