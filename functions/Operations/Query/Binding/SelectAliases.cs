using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>The aliases of SELECT items.</summary>
internal sealed class SelectAliases(string sql, IReadOnlyList<SelectItemSyntax> items)
{
    private readonly SelectItemSyntax[] _named = [.. items.Where(item => item.Name is not null)];

    /// <summary>The expression of the item with this alias, or null.</summary>
    public ExpressionSyntax? Find(ColumnSyntax syntax)
    {
        var matches = Names.Matches([.. _named.Select(item => item.Name!)], syntax);
        return matches.Count switch
        {
            0 => null,
            1 => _named[matches[0]].Expression,
            _ => throw SqlError.At(sql, syntax.Span,
                $"{syntax.Name} is the name of {matches.Count} items: give each item a different name"),
        };
    }
}
