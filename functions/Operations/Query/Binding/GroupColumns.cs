using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <summary>The inputs of expressions over groups: the keys, then the aggregate calls as they come up.</summary>
/// <param name="records">Binds what stands inside aggregates, and what may be a key.</param>
internal sealed class GroupColumns(IReadOnlyList<Expression> keys, ExpressionPool pool, ColumnCatalog catalog, ExpressionBinder records)
{
    private readonly List<AggregateCall> _calls = [];

    public ExpressionPool Pool => pool;

    public ColumnCatalog Catalog => catalog;

    public ExpressionBinder Records => records;

    public IReadOnlyList<AggregateCall> Calls => _calls;

    /// <summary>The key that a record expression is, or null. Constants are left to be constants.</summary>
    public Expression? FindKey(Expression expression)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (ReferenceEquals(keys[i], expression) && !expression.IsConstant) return pool.Input(expression.Kind, i, expression.TextKind);
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
