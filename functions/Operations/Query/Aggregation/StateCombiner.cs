using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Combines the states of a group, or the numbers of occurrences of a value in it. Entries without a value carry all
/// information in their key (a distinct value, a group without aggregates), so one of them is kept.
/// </summary>
internal sealed class StateCombiner : IEntryCombiner
{
    private readonly AggregatePlan _plan;
    private readonly GroupStates _states;
    private readonly bool _hasCounts;
    private readonly StateWriter _combined = new();
    private byte[] _scratch = [];
    private bool _isEmpty;
    private bool _isCount;
    private ulong _count;

    public StateCombiner(AggregatePlan plan)
    {
        _plan = plan;
        _hasCounts = Array.Exists(plan.ValueSets, set => set.IsCounted);
        _states = plan.CreateStates();
        _states.Reserve(1);
    }

    public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _isEmpty = value.IsEmpty;
        _isCount = _hasCounts && !_isEmpty && TagOf(key) != GroupEntries.GroupTag;
        if (_isEmpty) return;
        _count = 0;
        _states.Clear(1);
        Add(value);
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        if (_isCount)
            _count += new StateReader(value).ReadVarint();
        else if (!_isEmpty)
            _states.Combine(0, value);
    }

    public ReadOnlySpan<byte> Finish()
    {
        _combined.Clear();
        if (_isCount)
            _combined.WriteVarint(_count);
        else if (!_isEmpty)
            _states.Write(0, _combined);
        return _combined.Written;
    }

    /// <summary>The byte after the group's key.</summary>
    private byte TagOf(ReadOnlySpan<byte> key)
    {
        var reader = new KeyReader(key);
        foreach (var kind in _plan.KeyKinds)
        {
            if (reader.TryReadNull()) continue;
            switch (kind)
            {
                case ColumnKind.Number when reader.TryReadNumber(out _, out _): break;
                case ColumnKind.Number: reader.ReadNumber(); break;
                case ColumnKind.Boolean: reader.ReadBoolean(); break;
                default: reader.ReadText(ref _scratch); break;
            }
        }
        return reader.Rest[0];
    }
}
