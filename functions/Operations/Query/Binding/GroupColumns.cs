using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// The inputs of expressions over groups: the keys, then the aggregate calls in order of first use.
/// </summary>
/// <param name="records">Binds aggregate arguments and possible keys.</param>
internal sealed class GroupColumns(
    IReadOnlyList<Expression> keys,
    ExpressionPool pool,
    ColumnCatalog catalog,
    ExpressionBinder records)
{
    private readonly List<AggregateCall> _calls = [];

    public ExpressionPool Pool => pool;

    public ColumnCatalog Catalog => catalog;

    public ExpressionBinder Records => records;

    public IReadOnlyList<AggregateCall> Calls => _calls;

    /// <summary>
    /// The input for the key that equals an expression over records, or null. Constants stay constants.
    /// </summary>
    public Expression? FindKey(Expression expression)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (ReferenceEquals(keys[i], expression) && !expression.IsConstant)
                return pool.Input(expression.Kind, i, expression.TextKind);
        }
        return null;
    }

    public Expression Use(AggregateCall call)
    {
        var index = _calls.IndexOf(call);
        if (index < 0)
        {
            index = _calls.Count;
            _calls.Add(call);
        }
        return pool.Input(call.Kind, keys.Count + index, call.TextKind);
    }
}
