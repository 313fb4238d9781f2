using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// The groups in memory as entries, in key order. Each group is its key with its states, followed by an entry for each
/// distinct value that aggregates keep, with its number of occurrences if that is needed. If there are such aggregates,
/// a byte after the group's key says what the entry is: 0 for the group itself, 1 for a value of the first <see
/// cref="ValueSet"/>, and so on; the value follows.
/// </summary>
internal sealed class GroupEntries : EntryStream
{
    /// <summary>The byte after a group's key in the group's own entry.</summary>
    public const byte GroupTag = 0;

    /// <summary>Max value sets of a query.</summary>
    public const int MaxDistinct = byte.MaxValue;

    /// <summary>The states of fewer groups fit in a cache anyway.</summary>
    private const int SomeGroups = 4096;

    private readonly GroupStates _states;
    private readonly DistinctValues[] _distinct;
    private readonly GroupOrder _order;
    private readonly KeyRecord[][] _values;
    private readonly int[] _nextValues;
    private readonly KeyWriter _key = new();
    private readonly StateWriter _state = new();
    private int _position = -1;
    private int _groupKeyLength;

    /// <summary>The position in the current group's distinct values.</summary>
    private int _tag;

    public GroupEntries(GroupKeys keys, GroupStates states, DistinctValues[] distinct)
    {
        _states = states;
        _distinct = distinct;
        _order = keys.Sorted();
        var ranks = new int[distinct.Length == 0 ? 0 : keys.Count];
        for (var place = 0; place < _order.Count && ranks.Length > 0; place++)
            ranks[_order.GroupAt(place)] = place;
        _values = Array.ConvertAll(distinct, values => values.Sorted(ranks));
        _nextValues = new int[distinct.Length];
        _tag = distinct.Length;
    }

    public override ReadOnlySpan<byte> Key => _key.Key;

    public override ReadOnlySpan<byte> Value => _state.Written;

    public override bool MoveNext()
    {
        _state.Clear();
        for (; _tag < _distinct.Length; _tag++)
        {
            var next = _nextValues[_tag];
            if (next == _values[_tag].Length || _distinct[_tag].RankOf(_values[_tag][next]) != _position) continue;
            _nextValues[_tag]++;
            _key.Truncate(_groupKeyLength);
            _key.WriteRaw([(byte)(GroupTag + 1 + _tag)]);
            _key.WriteRaw(_distinct[_tag].ValueOf(_values[_tag][next]));
            _distinct[_tag].WriteCount(_values[_tag][next], _state);
            return true;
        }
        if (_position + 1 >= _order.Count) return false;
        var group = _order.GroupAt(++_position);
        if (_order.Count > SomeGroups)
            _states.Read(_order.GroupAhead(_position));
        _key.Clear();
        _order.WriteKey(_position, _key);
        _groupKeyLength = _key.Length;
        _tag = 0;
        if (_distinct.Length > 0)
            _key.WriteRaw([GroupTag]);
        _states.Write(group, _state);
        return true;
    }
}
