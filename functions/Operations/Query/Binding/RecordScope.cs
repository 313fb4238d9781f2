using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Resolves names to columns of the records; aggregates are not allowed.</summary>
/// <param name="clause">The name of the clause, for messages.</param>
internal sealed class RecordScope(
    string sql,
    string clause,
    RecordColumns columns,
    SelectAliases aliases,
    AliasRule rule) : Scope(sql)
{
    public const string Where = "WHERE";

    public override Expression? Resolve(ExpressionSyntax syntax) =>
        syntax switch
        {
            ColumnSyntax column => Column(column),
            CallSyntax call when Aggregates.IsAggregate(call) => throw SqlError.At(
                Sql,
                call.Span,
                $"{call.Name} is an aggregate, which is not allowed in {clause}{Advice}"),
            _ => null,
        };

    private string Advice => clause == Where ? ": write conditions on groups in HAVING" : "";

    private Expression Column(ColumnSyntax syntax)
    {
        var alias = aliases.Find(syntax);
        if (rule == AliasRule.BeforeColumns && alias is not null) return Alias(alias);
        if (columns.Catalog.Find(syntax) is { } column) return columns.Use(column);
        if (alias is not null && rule == AliasRule.AfterColumns) return Alias(alias);
        // The name may be a JSON path that detection has not seen. In WHERE, a mistakenly used alias is more likely.
        if (columns.Catalog.AllowsUnknown && (alias is null || clause != Where))
            return columns.Use(new Column(syntax.Name, ColumnKind.Text));
        throw alias is null
            ? columns.Catalog.Unknown(syntax)
            : SqlError.At(
                Sql,
                syntax.Span,
                $"{syntax.Name} is the alias of a SELECT item, which {clause} cannot use: write the item's "
                    + $"expression, {Text(alias)}");
    }

    private Expression Alias(ExpressionSyntax alias) =>
        new ExpressionBinder(columns.Pool, new RecordScope(Sql, clause, columns, aliases, AliasRule.Unseen)).Bind(
            alias);
}
