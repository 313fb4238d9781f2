using Pipeline.Core.Entries;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Adds rows to their groups, in memory that does not grow with the number of groups: when it exceeds the budget, all
/// groups are spilled to the scratch folder as a sorted run, and new groups are started.
/// </summary>
internal sealed class GroupAccumulator
{
    private const int DefaultTrialRows = 16 * 1024;

    /// <summary>
    /// With fewer groups per row than this in the trial, most groups of a block have several rows, and looking them up
    /// costs less than sorting their rows.
    /// </summary>
    private const double MinGroupsPerRow = 0.95;

    private readonly AggregatePlan _plan;
    private readonly int _budget;
    private readonly int _trialRows;
    private readonly GroupKeys _keys;
    private readonly GroupStates _states;
    private readonly DistinctValues[] _distinct;
    private SortedRows? _rows;
    private SortedRuns _runs;
    private int[] _groups = [];
    private Way _way;
    private int _tried;

    /// <param name="budget">Bytes of memory for groups, at most 1 GiB. A single batch may exceed it.</param>
    /// <param name="trialRows">The number of rows that are processed both ways before one way is chosen.</param>
    public GroupAccumulator(AggregatePlan plan, ScratchFolder scratch, int budget, int trialRows = DefaultTrialRows)
    {
        _plan = plan;
        _budget = budget;
        _trialRows = trialRows;
        _keys = new GroupKeys(plan.KeyKinds);
        _states = plan.CreateStates();
        _distinct = [.. plan.ValueSets.Select(set => new DistinctValues(set.IsCounted))];
        _runs = new SortedRuns(scratch, plan.CreateCombiner());
        _states.Reserve(_keys.Count);
        StartTrial();
    }

    /// <summary>How rows are processed.</summary>
    private enum Way
    {
        /// <summary>Trial: the groups of all rows are in the table, and the rows are kept too.</summary>
        Trial,

        /// <summary>The group of each row is looked up in the table.</summary>
        Table,

        /// <summary>Rows are kept to be sorted; rows that cannot be kept go to the table.</summary>
        Rows,
    }

    /// <summary>Removes all groups and starts again, reusing the memory.</summary>
    public void Restart(ScratchFolder scratch)
    {
        _runs = new SortedRuns(scratch, _plan.CreateCombiner());
        ClearTable();
        StartTrial();
    }

    /// <summary>Adds a batch of rows without faults.</summary>
    /// <param name="keys">By group key.</param>
    /// <param name="arguments">By aggregate; null for an aggregate without an argument.</param>
    public void Add(IReadOnlyList<Vector> keys, IReadOnlyList<Vector?> arguments, int count)
    {
        if (_way != Way.Rows)
            AddToTable(keys, arguments, count);
        else if (!_rows!.TryAdd(keys, arguments, count))
            AddToTable(keys, arguments, count);
        if (_way == Way.Trial)
            Try(keys, arguments, count);
        if (Bytes() > _budget)
            Spill();
    }

    /// <summary>All groups in key order. Call it once, after the last rows.</summary>
    public EntryStream Complete()
    {
        if (_way == Way.Rows && !_keys.IsEmpty)
            SpillTable();
        EntryStream last = _way == Way.Rows ? _rows!.ToGroups() : new GroupEntries(_keys, _states, _distinct);
        return _runs.Count == 0 ? last : _runs.Merge(last);
    }

    private void StartTrial()
    {
        _tried = 0;
        _way = SortedRows.CanKeep(_plan) ? Way.Trial : Way.Table;
        _rows?.Clear();
    }

    /// <summary>
    /// Keeps a batch that is already in the table, unless there are too few groups for sorting to pay off.
    /// </summary>
    private void Try(IReadOnlyList<Vector> keys, IReadOnlyList<Vector?> arguments, int count)
    {
        _tried += count;
        if (_keys.Count < MinGroupsPerRow * _tried
            || !(_rows ??= new SortedRows(_plan, _budget)).TryAdd(keys, arguments, count))
        {
            _way = Way.Table;
            // Otherwise the memory kept from an earlier block would be held in addition to the table.
            _rows = null;
        }
        else if (_tried >= _trialRows)
        {
            _way = Way.Rows;
            ClearTable();
        }
    }

    private void AddToTable(IReadOnlyList<Vector> keys, IReadOnlyList<Vector?> arguments, int count)
    {
        if (_groups.Length < count)
            _groups = new int[count];
        var groups = _groups.AsSpan(0, count);
        _keys.Assign(keys, groups);
        _states.Reserve(_keys.Count);
        _states.Update(arguments, groups);
        for (var i = 0; i < _distinct.Length; i++)
            _distinct[i].Update(arguments[_plan.ValueSets[i].Owner]!, groups);
    }

    private long Bytes()
    {
        var bytes = _keys.Bytes + _states.Bytes(_keys.Count) + (_rows?.Bytes ?? 0);
        foreach (var values in _distinct)
            bytes += values.Bytes;
        return bytes;
    }

    private void Spill()
    {
        if (_way == Way.Rows)
            _runs.Write(_rows!.ToGroups());
        if (_way != Way.Rows || !_keys.IsEmpty)
            SpillTable();
        StartTrial();
    }

    private void SpillTable()
    {
        _runs.Write(new GroupEntries(_keys, _states, _distinct));
        ClearTable();
    }

    private void ClearTable()
    {
        _states.Clear(_keys.Count);
        _keys.Clear();
        foreach (var values in _distinct)
            values.Clear();
    }
}
