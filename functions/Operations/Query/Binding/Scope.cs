using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>What names and aggregates mean in one clause.</summary>
internal abstract class Scope(string sql)
{
    public string Sql => sql;

    /// <summary>
    /// The meaning of what this scope knows itself; null for what is to be put together from its parts.
    /// </summary>
    public abstract Expression? Resolve(ExpressionSyntax syntax);

    public string Text(ExpressionSyntax syntax) => sql.Substring(syntax.Span.Start, syntax.Span.Length);
}
