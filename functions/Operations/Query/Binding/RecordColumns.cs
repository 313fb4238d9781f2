using Pipeline.Core.Formats;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <summary>The columns that a query reads, in order of first use.</summary>
internal sealed class RecordColumns(ColumnCatalog catalog, ExpressionPool pool)
{
    private readonly List<string> _names = [];

    public ColumnCatalog Catalog => catalog;

    public ExpressionPool Pool => pool;

    public IReadOnlyList<string> Names => _names;

    public Expression Use(Column column)
    {
        var index = _names.IndexOf(column.Name);
        if (index < 0)
        {
            index = _names.Count;
            _names.Add(column.Name);
        }
        return pool.Column(index, column);
    }
}
