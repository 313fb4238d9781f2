using Pipeline.Core.Merging;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>
/// Takes rows to their groups, in memory that does not grow with the number of groups: when it passes the budget,
/// all groups go to the scratch folder as a sorted run, and new ones are begun.
/// </summary>
internal sealed class GroupAccumulator
{
    private readonly AggregatePlan _plan;
    private readonly long _budget;
    private readonly GroupKeys _keys;
    private readonly GroupStates _states;
    private readonly DistinctValues[] _distinct;
    private SortedRuns _runs;
    private int[] _groups = [];

    /// <param name="budget">Bytes of memory for groups. One batch may take it beyond.</param>
    public GroupAccumulator(AggregatePlan plan, ScratchFolder scratch, long budget)
    {
        _plan = plan;
        _budget = budget;
        _keys = new GroupKeys(plan.KeyKinds);
        _states = plan.CreateStates();
        _distinct = [.. plan.Distinct.Select(_ => new DistinctValues())];
        _runs = new SortedRuns(scratch, plan.CreateCombiner());
        _states.Reserve(_keys.Count);
    }

    /// <summary>Forgets all groups and begins anew, in the memory that is there.</summary>
    public void Restart(ScratchFolder scratch)
    {
        _runs = new SortedRuns(scratch, _plan.CreateCombiner());
        Clear();
    }

    /// <summary>Takes a batch of rows, among which there are no faults.</summary>
    /// <param name="keys">By group key.</param>
    /// <param name="arguments">By aggregate; null where there is none.</param>
    public void Add(IReadOnlyList<Vector> keys, IReadOnlyList<Vector?> arguments, int count)
    {
        if (_groups.Length < count)
            _groups = new int[count];
        var groups = _groups.AsSpan(0, count);
        _keys.Assign(keys, groups);
        _states.Reserve(_keys.Count);
        _states.Update(arguments, groups);
        for (var i = 0; i < _distinct.Length; i++)
            _distinct[i].Update(arguments[_plan.Distinct[i]]!, groups);
        if (Bytes() > _budget)
            Spill();
    }

    /// <summary>All groups in key order. To be called once, after the last rows.</summary>
    public EntryStream Complete()
    {
        var last = new GroupEntries(_keys, _states, _distinct);
        return _runs.Count == 0 ? last : _runs.Merge(last);
    }

    private long Bytes()
    {
        var bytes = _keys.Bytes + _states.Bytes(_keys.Count);
        foreach (var values in _distinct)
            bytes += values.Bytes;
        return bytes;
    }

    private void Spill()
    {
        _runs.Write(new GroupEntries(_keys, _states, _distinct));
        Clear();
    }

    private void Clear()
    {
        _states.Clear(_keys.Count);
        _keys.Clear();
        foreach (var values in _distinct)
            values.Clear();
    }
}
