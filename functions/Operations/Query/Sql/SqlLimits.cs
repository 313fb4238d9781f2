using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// Bounds on the shape of a query. Syntax trees are walked by recursion, and a thread of a function or a
/// thread pool has one to two megabytes of stack: trees within these bounds fit. The length of a list is not bounded.
/// </summary>
public static class SqlLimits
{
    /// <summary>Most levels of parentheses and CASE inside each other.</summary>
    public const int Nesting = 200;

    /// <summary>
    /// Most operators of a query. A chain such as <c>a OR b OR c</c> is as deep a tree as it is long.
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
                // A sign that begins a list's item lengthens no chain: IN (-1, -2, …) may have any length.
                case var kind when IsOperator(kind) && before is not (SqlToken.Open or SqlToken.Comma or SqlToken.Dot):
                    operators++;
                    break;
            }

            if (depth > Nesting)
                throw SqlError.At(sql, token.Place(), $"parentheses and CASE are nested more than {Nesting} deep here");
            if (operators > Operators)
                throw SqlError.At(
                    sql,
                    token.Place(),
                    $"a query has at most {Operators:N0} operators, this is one more: write a chain of ORs as x IN (…)"
                );
            before = token.Kind;
        }
    }

    internal static bool IsOperator(SqlToken kind) => kind
        is >= SqlToken.Equal and <= SqlToken.Concatenate
        or SqlToken.And or SqlToken.Or or SqlToken.Not
        or SqlToken.Is or SqlToken.Like or SqlToken.In or SqlToken.Between;
}
