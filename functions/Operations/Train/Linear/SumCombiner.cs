using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Train.Linear;

/// <summary>Adds arrays of exact numbers, element by element.</summary>
internal sealed class SumCombiner : IEntryCombiner
{
    private readonly StateWriter _writer = new();
    private Number[] _sums = [];

    public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _sums = Read(value);

    public void Add(ReadOnlySpan<byte> value)
    {
        var numbers = Read(value);
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += numbers[i];
    }

    public ReadOnlySpan<byte> Finish()
    {
        Write(_writer, _sums);
        return _writer.Written;
    }

    public static Number[] Read(ReadOnlySpan<byte> value)
    {
        var reader = new StateReader(value);
        var numbers = new Number[(int)reader.ReadVarint()];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] =
                reader.ReadNumber(out var units, out var scale, out var wide) == StateNumber.Narrow
                    ? new Number(units, scale)
                    : wide;
        return numbers;
    }

    public static void Write(StateWriter writer, ReadOnlySpan<Number> numbers)
    {
        writer.Clear();
        writer.WriteVarint((ulong)numbers.Length);
        foreach (var number in numbers)
            writer.WriteNumber(number);
    }
}
