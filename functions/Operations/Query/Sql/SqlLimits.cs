using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// Limits on the shape of a query. Syntax trees are walked recursively, and the thread of a function or a thread pool
/// has a stack of one to two megabytes: trees within these limits fit. The length of a list is not limited.
/// </summary>
public static class SqlLimits
{
    /// <summary>Max nested levels of parentheses and CASE.</summary>
    public const int Nesting = 200;

    /// <summary>
    /// Max operators of a query. The tree of a chain such as <c>a OR b OR c</c> is as deep as the chain is long.
    /// </summary>
    public const int Operators = 1_000;

    internal static void Check(string sql, ReadOnlySpan<Token<SqlToken>> tokens)
    {
        var depth = 0;
        var operators = 0;
        var before = SqlToken.Space;
        foreach (var token in tokens)
        {
            switch (token.Kind)
            {
                case SqlToken.Open:
                case SqlToken.Case when before != SqlToken.Dot:
                    depth++;
                    break;
                case SqlToken.Close:
                case SqlToken.End when before != SqlToken.Dot:
                    depth--;
                    break;
                // A sign at the start of a list item does not make a chain longer: IN (-1, -2, …) may have any length.
                case var kind when IsOperator(kind) && before is not (SqlToken.Open or SqlToken.Comma or SqlToken.Dot):
                    operators++;
                    break;
            }

            if (depth > Nesting)
                throw SqlError.At(
                    sql, token.Place(), $"parentheses and CASE are nested more than {Nesting} levels deep here");
            if (operators > Operators)
                throw SqlError.At(
                    sql,
                    token.Place(),
                    $"a query has at most {Operators:N0} operators, and this one is beyond the limit: write a chain of "
                        + "ORs as x IN (…)"
                );
            before = token.Kind;
        }
    }

    internal static bool IsOperator(SqlToken kind) => kind
        is >= SqlToken.Equal and <= SqlToken.Concatenate
        or SqlToken.And or SqlToken.Or or SqlToken.Not
        or SqlToken.Is or SqlToken.Like or SqlToken.In or SqlToken.Between;
}
