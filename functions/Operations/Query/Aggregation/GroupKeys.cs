using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Gives each row the number of its group. A single text is looked up by its raw bytes; other keys are encoded first.
/// Without keys, all rows are in group 0.
/// </summary>
internal sealed class GroupKeys(IReadOnlyList<ColumnKind> kinds)
{
    private const int NullGroup = 0;

    private readonly GroupTable _table = new();
    private readonly EncodedKeys _encoded = new();
    private readonly bool _isText = kinds is [ColumnKind.Text];

    /// <summary>
    /// Whether any row is in group 0: the group of NULL for a single text, or of all rows without keys.
    /// </summary>
    private bool _hasFirst;

    /// <summary>Groups are numbered from 0 to this, exclusive.</summary>
    public int Count => _table.Count + FirstNumber;

    /// <summary>Whether no group has a row.</summary>
    public bool IsEmpty => _table.Count == 0 && !_hasFirst;

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
            _encoded.Encode(keys, groups.Length);
            _table.Find(_encoded.Bytes, _encoded.Starts, _encoded.Lengths, FirstNumber, groups);
        }
    }

    /// <summary>All groups that have rows, in key order; valid until the groups are cleared.</summary>
    public GroupOrder Sorted() => new(_table, FirstNumber, isText: _isText, hasFirst: _hasFirst);

    public void Clear()
    {
        _table.Clear();
        _hasFirst = false;
    }

    private void Assign(TextVector texts, Span<int> groups)
    {
        ReadOnlySpan<int> lengths = texts.Lengths.AsSpan(0, groups.Length);
        if (!texts.AllValues)
        {
            lengths = _encoded.LengthsWithoutMissing(texts);
            _hasFirst |= lengths.Contains(EncodedKeys.Missing);
        }
        // A row without a key gets the first number minus one: the group of NULL.
        _table.Find(texts.Bytes, texts.Starts.AsSpan(0, groups.Length), lengths, FirstNumber, groups);
    }
}
