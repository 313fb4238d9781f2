using Pipeline.Core.Errors;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// Resolves names to what all records of a group share: keys, aggregates, and the aliases of items built from these.
/// </summary>
internal sealed class GroupScope(string sql, GroupColumns groups, SelectAliases aliases, AliasRule rule) : Scope(sql)
{
    public override Expression? Resolve(ExpressionSyntax syntax)
    {
        if (syntax is CallSyntax call && Aggregates.IsAggregate(call))
            return groups.Use(Aggregates.Bind(call, groups.Records));
        var column = syntax as ColumnSyntax;
        var alias = column is null || rule == AliasRule.Unseen ? null : aliases.Find(column);
        if (rule == AliasRule.BeforeColumns && alias is not null) return Alias(alias);
        if (IsOverRecords(syntax) && groups.FindKey(groups.Records.Bind(syntax)) is { } key) return key;
        if (alias is not null) return Alias(alias);
        return column is null ? null : throw NotInGroup(column);
    }

    /// <summary>Whether an expression can be bound over the records, to check if it is a key.</summary>
    private bool IsOverRecords(ExpressionSyntax syntax) => !SyntaxTree.Any(syntax, inner =>
        (inner is CallSyntax call && Aggregates.IsAggregate(call))
        || (inner is ColumnSyntax column && !IsColumn(column, isAlone: inner == syntax)));

    /// <summary>
    /// Whether a name refers to a column. A name that is also an alias refers to a column only if it is the whole
    /// expression, which may be a key, and if the column is known.
    /// </summary>
    private bool IsColumn(ColumnSyntax column, bool isAlone)
    {
        var isKnown = groups.Catalog.Find(column) is not null;
        return rule != AliasRule.Unseen && aliases.Find(column) is not null
            ? isAlone && isKnown
            : isKnown || groups.Catalog.AllowsUnknown;
    }

    private Expression Alias(ExpressionSyntax alias) =>
        new ExpressionBinder(groups.Pool, new GroupScope(Sql, groups, aliases, AliasRule.Unseen)).Bind(alias);

    private InvalidRequestException NotInGroup(ColumnSyntax column) =>
        groups.Catalog.Find(column) is null && !groups.Catalog.AllowsUnknown
            ? groups.Catalog.Unknown(column)
            : SqlError.At(Sql, column.Span,
                $"{column.Name} is neither in GROUP BY nor inside an aggregate: add it to GROUP BY, "
                + $"or aggregate the group's values, as in MIN({Text(column)})");
}
