using System.Buffers;
using Pipeline.Core.Entries;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Aggregation;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Output;

namespace Pipeline.Operations.Query;

/// <summary>
/// Makes rows of the result from records or groups, as entries: the key says where the row belongs by ORDER BY
/// (without one, all keys are equal), the value is the row's text.
/// </summary>
internal sealed class RowOutput(BoundQuery query, RowFormatter formatter)
{
    private readonly OutputColumn[] _columns = [.. query.Items.Select(item => new OutputColumn(item))];
    private readonly BoundOrder[] _order = [.. query.OrderBy];
    private readonly Vector[] _orderVectors = new Vector[query.OrderBy.Count];
    private readonly KeyWriter _key = new();
    private readonly ArrayBufferWriter<byte> _text = new(1024);

    /// <summary>Whatever must not be a fault in a row that is put out. Columns that are copied never are.</summary>
    public IReadOnlyList<Expression> Consumed { get; } =
    [
        .. query.Items.Where(item => item is not ColumnItem).Select(item => item.Expression),
        .. query.OrderBy.Select(order => order.Expression),
    ];

    /// <summary>Evaluates the context's rows, which are then known by their numbers. There are no faults among what they consume.</summary>
    public void Load(EvaluationContext context)
    {
        foreach (var column in _columns)
            column.Load(context);
        for (var i = 0; i < _order.Length; i++)
            _orderVectors[i] = _order[i].Expression.Evaluate(context);
    }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        _text.ResetWrittenCount();
        formatter.Format(_columns, row, _text);
        return _text.WrittenSpan;
    }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Key(int row)
    {
        _key.Clear();
        for (var i = 0; i < _order.Length; i++)
            VectorKeys.Write(_key, _orderVectors[i], row, _order[i].Descending, _order[i].NullsFirst);
        return _key.Key;
    }

    /// <summary>Adds rows, but for those that can no longer be among the first.</summary>
    public void AddTo(EntrySorter sorter, int count)
    {
        for (var row = 0; row < count; row++)
        {
            var key = Key(row);
            if (sorter.CanUse(key))
                sorter.Add(key, Text(row));
        }
    }
}
