using System.Buffers.Binary;
using Pipeline.Core.Merging;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>The distinct values of one argument within each group. NULL is not among them.</summary>
internal sealed class DistinctValues
{
    private const int GroupBytes = sizeof(int);

    /// <summary>Keys are the group's number, big-endian, and the value.</summary>
    private readonly GroupTable _table = new();

    private readonly KeyWriter _key = new();

    public long Bytes => _table.Bytes;

    public void Update(Vector argument, ReadOnlySpan<int> groups)
    {
        Span<byte> group = stackalloc byte[GroupBytes];
        for (var row = 0; row < groups.Length; row++)
        {
            if (argument.States[row] != RowState.Value) continue;
            BinaryPrimitives.WriteInt32BigEndian(group, groups[row]);
            _key.Clear();
            _key.WriteRaw(group);
            // Nothing follows a value, so that a text needs no end.
            if (argument is TextVector texts)
                _key.WriteRaw(texts[row]);
            else
                VectorKeys.Write(_key, argument, row);
            _table.Find(_key.Key);
        }
    }

    /// <summary>All values, by the place of their group in <paramref name="ranks"/>. Nothing may be added before the next <see cref="Clear"/>.</summary>
    /// <param name="ranks">For each group its place.</param>
    public KeyRecord[] Sorted(int[] ranks)
    {
        for (var number = 0; number < _table.Count; number++)
        {
            var group = _table.KeyOf(number)[..GroupBytes];
            BinaryPrimitives.WriteInt32BigEndian(group, ranks[BinaryPrimitives.ReadInt32BigEndian(group)]);
        }
        return _table.Sorted();
    }

    /// <summary>The place of a value's group.</summary>
    public int RankOf(in KeyRecord value) => BinaryPrimitives.ReadInt32BigEndian(value.Key(_table.Arena));

    public ReadOnlySpan<byte> ValueOf(in KeyRecord value) => value.Key(_table.Arena)[GroupBytes..];

    public void Clear() => _table.Clear();
}
