using System.Buffers.Binary;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>The distinct values of one argument within each group, without NULL.</summary>
/// <param name="isCounted">Whether the number of occurrences of each value is kept.</param>
internal sealed class DistinctValues(bool isCounted)
{
    private const int GroupBytes = sizeof(int);

    /// <summary>Keys are the group's number, big-endian, followed by the value.</summary>
    private readonly GroupTable _table = new();

    private readonly EncodedKeys _encoded = new();
    private int[] _numbers = [];

    /// <summary>By the number of a value.</summary>
    private long[] _counts = [];

    /// <summary>Memory, in arrays that grow by doubling.</summary>
    public long Bytes => _table.Bytes + (isCounted ? 2L * sizeof(long) * _table.Count : 0);

    public void Update(Vector argument, ReadOnlySpan<int> groups)
    {
        if (_numbers.Length < groups.Length)
            _numbers = new int[groups.Length];
        _encoded.Encode(groups, argument);
        _table.Find(_encoded.Bytes, _encoded.Starts, _encoded.Lengths, first: 0, _numbers.AsSpan(0, groups.Length));
        if (isCounted)
            Count(_numbers.AsSpan(0, groups.Length));
    }

    /// <summary>
    /// All values, ordered by the rank of their group in <paramref name="ranks"/>. Nothing may be added before the next
    /// <see cref="Clear"/>.
    /// </summary>
    /// <param name="ranks">The rank of each group.</param>
    public KeyRecord[] Sorted(int[] ranks)
    {
        for (var number = 0; number < _table.Count; number++)
        {
            var group = _table.KeyOf(number)[..GroupBytes];
            BinaryPrimitives.WriteInt32BigEndian(group, ranks[BinaryPrimitives.ReadInt32BigEndian(group)]);
        }
        return _table.Sorted();
    }

    /// <summary>The rank of a value's group.</summary>
    public int RankOf(in KeyRecord value) => BinaryPrimitives.ReadInt32BigEndian(value.Key(_table.Arena));

    public ReadOnlySpan<byte> ValueOf(in KeyRecord value) => value.Key(_table.Arena)[GroupBytes..];

    /// <summary>Appends the number of occurrences of a value, or nothing if that is not kept.</summary>
    public void WriteCount(in KeyRecord value, StateWriter target)
    {
        if (isCounted)
            target.WriteVarint((ulong)_counts[_table.NumberOf(value)]);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        _table.Clear();
    }

    /// <param name="numbers">Below 0 where there is no value.</param>
    private void Count(ReadOnlySpan<int> numbers)
    {
        if (_counts.Length < _table.Count)
            Array.Resize(ref _counts, Math.Max(_table.Count, 2 * _counts.Length));
        foreach (var number in numbers)
        {
            if (number >= 0)
                _counts[number]++;
        }
    }
}
