using Pipeline.Core.Entries;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Reads merged groups, a few hundred at a time, into vectors: one for each key, then one for each aggregate. A query
/// without group keys has exactly one group, even if there are no rows.
/// </summary>
internal sealed class GroupCursor
{
    private readonly EntryStream _groups;
    private readonly AggregatePlan _plan;
    private readonly int _max;
    private readonly GroupStates _states;
    private readonly Vector[] _keys;
    private readonly Vector[] _results;

    /// <summary>By value set.</summary>
    private readonly ValueResults[] _values;

    /// <summary>The keys of the groups, one after another, and where they end.</summary>
    private readonly KeyWriter _keyBytes = new();
    private readonly int[] _keyEnds;
    private byte[] _scratch = [];
    private bool _more;
    private bool _started;

    /// <param name="groups">A group may occur several times in a row if the groups have no value sets.</param>
    public GroupCursor(EntryStream groups, AggregatePlan plan, int max = 1024)
    {
        _groups = groups;
        _plan = plan;
        _max = max;
        _states = plan.CreateStates();
        _keys = [.. plan.KeyKinds.Select(AggregatePlan.CreateVector)];
        _results = [.. plan.Aggregates.Select(call => AggregatePlan.CreateVector(call.ResultKind))];
        _values = [.. plan.ValueSets.Select(set => new ValueResults(set, plan, max))];
        _keyEnds = new int[max];
        _states.Reserve(max);
        Vectors = [.. _keys, .. _results];
    }

    /// <summary>The keys, then the aggregates, of the current groups.</summary>
    public IReadOnlyList<Vector> Vectors { get; }

    /// <summary>The number of groups in the vectors.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The encoded key of a current group, unique among the groups; encoded keys sort as the keys do.
    /// </summary>
    public ReadOnlySpan<byte> KeyOf(int group)
    {
        var start = group == 0 ? 0 : _keyEnds[group - 1];
        return _keyBytes.Key[start.._keyEnds[group]];
    }

    /// <summary>Moves to the next groups; false if there are none.</summary>
    public bool MoveNext()
    {
        _states.Clear(Count);
        _keyBytes.Clear();
        Count = 0;
        var first = !_started;
        if (first)
        {
            _started = true;
            _more = _groups.MoveNext();
        }
        while (_more && Count < _max)
            TakeGroup();
        if (first && Count == 0 && _plan.KeyKinds.Count == 0)
        {
            foreach (var values in _values)
                values.Start(Count, _states);
            _keyEnds[Count++] = 0;
        }
        if (Count == 0) return false;
        FillKeys();
        FillResults();
        return true;
    }

    private void TakeGroup()
    {
        var start = _keyBytes.Length;
        var key = _groups.Key;
        _keyBytes.WriteRaw(_values.Length > 0 ? key[..^1] : key);
        _keyEnds[Count] = _keyBytes.Length;
        do
        {
            if (!_groups.Value.IsEmpty)
                _states.Combine(Count, _groups.Value);
            _more = _groups.MoveNext();
        }
        while (_more && _values.Length == 0 && _groups.Key.SequenceEqual(_keyBytes.Key[start..]));
        foreach (var values in _values)
            values.Start(Count, _states);
        while (_more && _values.Length > 0 && IsValueOf(_keyBytes.Key[start..], out var tag))
        {
            _values[tag - GroupEntries.GroupTag - 1].Add(_groups.Key[(_keyBytes.Length - start + 1)..], _groups.Value);
            _more = _groups.MoveNext();
        }
        Count++;
    }

    /// <summary>
    /// No key is a prefix of another, so an entry that begins with a group's key belongs to the group.
    /// </summary>
    private bool IsValueOf(ReadOnlySpan<byte> group, out byte tag)
    {
        var key = _groups.Key;
        tag = key.Length > group.Length ? key[group.Length] : GroupEntries.GroupTag;
        return tag != GroupEntries.GroupTag && key.StartsWith(group);
    }

    private void FillKeys()
    {
        foreach (var vector in _keys)
            vector.Reset(Count);
        if (_keys.Length == 0) return;
        for (var group = 0; group < Count; group++)
        {
            var reader = new KeyReader(KeyOf(group));
            foreach (var vector in _keys)
                VectorKeys.Read(ref reader, vector, group, ref _scratch);
        }
        foreach (var vector in _keys)
            (vector as NumberVector)?.Complete();
    }

    private void FillResults()
    {
        _states.Results(_results, Count);
        foreach (var values in _values)
            values.Fill(_results, Count);
    }
}
