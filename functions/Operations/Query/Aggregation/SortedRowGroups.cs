using System.Runtime.CompilerServices;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// The groups of sorted rows as entries. Rows are aggregated a few thousand at a time, so that the states of their
/// groups stay in a cache.
/// </summary>
internal sealed class SortedRowGroups : EntryStream
{
    private const int WindowRows = 2048;

    /// <summary>The number of rows to prefetch: in key order, rows are scattered over the memory.</summary>
    private const int Distance = 24;

    private readonly SortedRows _rows;
    private readonly GroupStates _states;
    private readonly NumberVector?[] _arguments;
    private readonly StateWriter _state = new();
    private readonly int[] _groupOf = new int[WindowRows];

    /// <summary>The first row of each group in the window.</summary>
    private int[] _firstRows = new int[WindowRows];

    private int _group;
    private int _groups;
    private int _nextRow;

    public SortedRowGroups(AggregatePlan plan, SortedRows rows)
    {
        _rows = rows;
        _states = plan.CreateStates();
        _arguments = [.. plan.Aggregates.Select(call => call.ArgumentKind is null ? null : new NumberVector())];
    }

    public override ReadOnlySpan<byte> Key => _rows.KeyOf(_rows.Records[_firstRows[_group]]);

    public override ReadOnlySpan<byte> Value => _state.Written;

    public override bool MoveNext()
    {
        if (++_group >= _groups && !MoveWindow()) return false;
        _state.Clear();
        _states.Write(_group, _state);
        return true;
    }

    /// <summary>Aggregates the next rows, including all rows of the last group; false if there are none.</summary>
    private bool MoveWindow()
    {
        _states.Clear(_groups);
        _group = 0;
        _groups = 0;
        if (_nextRow == _rows.Count) return false;
        Take(_rows.Records[_nextRow..], wholeGroup: false);
        while (_nextRow < _rows.Count && IsSameGroup(_nextRow))
            Take(_rows.Records[_nextRow..], wholeGroup: true);
        return true;
    }

    /// <param name="wholeGroup">Whether to take only the remaining rows of the previous group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(ReadOnlySpan<KeyRecord> rows, bool wholeGroup)
    {
        var max = Math.Min(rows.Length, WindowRows);
        var count = 0;
        for (; count < max; count++)
        {
            if (count + Distance < rows.Length)
                _rows.Read(rows[count + Distance]);
            var row = _nextRow + count;
            if (_groups == 0 || !IsSameGroup(row))
            {
                if (wholeGroup) break;
                _firstRows[_groups++] = row;
            }
            _groupOf[count] = _groups - 1;
        }
        rows = rows[..count];
        _rows.Load(rows, _arguments);
        _states.Reserve(_groups);
        _states.Update(_arguments, _groupOf.AsSpan(0, count));
        _nextRow += count;
    }

    /// <summary>Whether a row other than the first is in the same group as the row before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsSameGroup(int row)
    {
        var records = _rows.Records;
        ref readonly var one = ref records[row];
        ref readonly var other = ref records[row - 1];
        // Equal keys have the same bytes to the end.
        return one.Prefix == other.Prefix
            && one.Length == other.Length
            && _rows.KeyOf(one).SequenceEqual(_rows.KeyOf(other));
    }
}
