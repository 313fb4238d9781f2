using System.Buffers;
using Pipeline.Core.Entries;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Aggregation;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Output;

namespace Pipeline.Operations.Query;

/// <summary>
/// Turns records or groups into entries of result rows. The key encodes the ORDER BY values (without ORDER BY, all keys
/// are equal); the value is the formatted row.
/// </summary>
internal sealed class RowOutput(BoundQuery query, RowFormatter formatter)
{
    private readonly OutputColumn[] _columns = [.. query.Items.Select(item => new OutputColumn(item))];
    private readonly BoundOrder[] _order = [.. query.OrderBy];
    private readonly Vector[] _orderVectors = new Vector[query.OrderBy.Count];
    private readonly KeyWriter _key = new();
    private readonly ArrayBufferWriter<byte> _text = new(1024);

    /// <summary>
    /// The expressions that must not have faults in a written row. Copied columns are left out: they never have any.
    /// </summary>
    public IReadOnlyList<Expression> Consumed { get; } =
    [
        .. query.Items.Where(item => item is not ColumnItem).Select(item => item.Expression),
        .. query.OrderBy.Select(order => order.Expression),
    ];

    /// <summary>
    /// Evaluates the context's rows. The other methods take indexes into these rows. Rows with faults in
    /// <see cref="Consumed"/> must have been dropped.
    /// </summary>
    public void Load(EvaluationContext context)
    {
        foreach (var column in _columns)
            column.Load(context);
        for (var i = 0; i < _order.Length; i++)
            _orderVectors[i] = _order[i].Expression.Evaluate(context);
    }

    /// <summary>Returns the formatted row; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        _text.ResetWrittenCount();
        formatter.Format(_columns, row, _text);
        return _text.WrittenSpan;
    }

    /// <summary>Returns the sort key; valid until the next call.</summary>
    public ReadOnlySpan<byte> Key(int row)
    {
        _key.Clear();
        for (var i = 0; i < _order.Length; i++)
            VectorKeys.Write(_key, _orderVectors[i], row, _order[i].Descending, _order[i].NullsFirst);
        return _key.Key;
    }

    /// <summary>Adds the rows to a sorter, except those that LIMIT already rules out.</summary>
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
