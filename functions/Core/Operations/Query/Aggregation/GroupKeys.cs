using System.Runtime.CompilerServices;
using Pipeline.Core.Jobs;
using Pipeline.Core.Merging;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>
/// Gives each row the number of its group. A single text is looked up by its bytes as they lie; other keys are
/// encoded first. Without keys all rows are group 0.
/// </summary>
internal sealed class GroupKeys(IReadOnlyList<ColumnKind> kinds)
{
    private const int NullGroup = 0;

    private readonly GroupTable _table = new();
    private readonly KeyWriter _key = new();
    private readonly bool _isText = kinds is [ColumnKind.Text];

    /// <summary>Group 0 is that of NULL for a single text, and that of all rows without keys; whether there is any such row.</summary>
    private bool _hasFirst;

    /// <summary>Groups have the numbers from 0 to here.</summary>
    public int Count => _table.Count + FirstNumber;

    public long Bytes => _table.Bytes;

    /// <summary>The number of the group of the table's first key.</summary>
    private int FirstNumber => _isText || kinds.Count == 0 ? 1 : 0;

    /// <param name="keys">One vector for each key, without faults.</param>
    /// <param name="groups">Receives the number of each row's group.</param>
    public void Assign(IReadOnlyList<Vector> keys, Span<int> groups)
    {
        if (kinds.Count == 0)
        {
            groups.Clear();
            _hasFirst |= groups.Length > 0;
        }
        else if (_isText)
        {
            Assign((TextVector)keys[0], groups);
        }
        else
        {
            for (var row = 0; row < groups.Length; row++)
            {
                _key.Clear();
                for (var i = 0; i < kinds.Count; i++)
                    VectorKeys.Write(_key, keys[i], row);
                groups[row] = _table.Find(_key.Key);
            }
        }
    }

    /// <summary>The numbers of all groups that have rows, in the order of their keys.</summary>
    public int[] Sorted()
    {
        var sorted = _table.Sorted();
        var order = new int[sorted.Length + (_hasFirst ? 1 : 0)];
        for (var i = 0; i < sorted.Length; i++)
            order[i] = _table.NumberOf(sorted[i]) + FirstNumber;
        // NULL comes after all texts, and the group of all rows is alone.
        if (_hasFirst)
            order[^1] = NullGroup;
        return order;
    }

    /// <summary>Appends the key of a group, all components ascending and NULL last.</summary>
    public void Write(int group, KeyWriter key)
    {
        if (group < FirstNumber)
        {
            if (_isText)
                key.WriteNull();
        }
        else if (_isText)
        {
            key.WriteText(_table.KeyOf(group - FirstNumber));
        }
        else
        {
            key.WriteRaw(_table.KeyOf(group));
        }
    }

    public void Clear()
    {
        _table.Clear();
        _hasFirst = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Assign(TextVector texts, Span<int> groups)
    {
        if (texts.AllValues)
        {
            for (var row = 0; row < groups.Length; row++)
                groups[row] = _table.Find(texts[row]) + 1;
            return;
        }
        for (var row = 0; row < groups.Length; row++)
        {
            if (texts.States[row] == RowState.Value)
            {
                groups[row] = _table.Find(texts[row]) + 1;
            }
            else
            {
                groups[row] = NullGroup;
                _hasFirst = true;
            }
        }
    }
}
