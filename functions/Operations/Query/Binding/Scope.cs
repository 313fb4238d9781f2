using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Resolves names and aggregates in one clause.</summary>
internal abstract class Scope(string sql)
{
    public string Sql => sql;

    /// <summary>
    /// The expression for a name or aggregate; null for syntax that the binder builds from its parts.
    /// </summary>
    public abstract Expression? Resolve(ExpressionSyntax syntax);

    /// <summary>The SQL of a piece of syntax.</summary>
    public string Text(ExpressionSyntax syntax) => sql.Substring(syntax.Span.Start, syntax.Span.Length);
}
