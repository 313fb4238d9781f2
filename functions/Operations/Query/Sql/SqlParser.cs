using Pipeline.Core.Errors;
using Superpower;
using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// Reads the SQL of the query operation: one SELECT over the table <c>dataset</c>.
/// <code>
/// SELECT * | expression [[AS] name], …
/// FROM dataset
/// [WHERE expression]
/// [GROUP BY expression, …]
/// [HAVING expression]
/// [ORDER BY expression [ASC | DESC] [NULLS FIRST | NULLS LAST], …]
/// [LIMIT number] [;]
/// </code>
/// </summary>
public static class SqlParser
{
    /// <exception cref="InvalidRequestException">
    /// The text is not such a SELECT. The message shows the place (see <see cref="SqlError"/>), and suggests an
    /// alternative for known SQL features that this dialect does not support.
    /// </exception>
    public static SelectSyntax Parse(string sql)
    {
        var list = SqlTokenizer.Instance.Tokenize(sql);
        Token<SqlToken>[] tokens = [.. list];
        if (tokens.Length == 0)
            throw SqlError.At(sql, default, "the query is empty, expected SELECT");
        SqlSpelling.Check(sql, tokens);
        SqlLimits.Check(sql, tokens);

        var result = SqlGrammar.Query.TryParse(list);
        return result.HasValue
            ? result.Value
            : throw Unexpected(sql, tokens, result.Remainder.Position, result.Expectations ?? []);
    }

    private static InvalidRequestException Unexpected(
        string sql,
        ReadOnlySpan<Token<SqlToken>> tokens,
        int index,
        string[] expectations)
    {
        var expected = Enumerate([.. expectations.Distinct()]);
        if (index == tokens.Length)
            return SqlError.At(
                sql, new SqlSpan(tokens[^1].Place().End, 0), $"unexpected end of the query, expected {expected}");

        var message = UnsupportedSql.Find(tokens, index, expectations)
            ?? $"unexpected {tokens[index].Describe()}, expected {expected}{Advice(tokens, index, expectations)}";
        return SqlError.At(sql, tokens[index].Place(), message);
    }

    /// <summary>For a keyword used like a name: <c>SELECT a, desc FROM dataset</c>.</summary>
    private static string Advice(ReadOnlySpan<Token<SqlToken>> tokens, int index, string[] expectations)
    {
        var nameExpected = expectations.Intersect(["an expression", "a name", "FROM"]).Any();
        var nameEnds = index + 1 == tokens.Length
            || tokens[index + 1].Kind is SqlToken.Comma or SqlToken.Close or SqlToken.From
            || SqlLimits.IsOperator(tokens[index + 1].Kind);
        return nameExpected && nameEnds && tokens[index].Kind.IsKeyword()
            ? $"; {tokens[index].Describe()} is a keyword: to use it as a name, write "
                + $"\"{tokens[index].ToStringValue()}\""
            : "";
    }

    private static string Enumerate(string[] words) => words.Length < 2
        ? string.Concat(words)
        : $"{string.Join(", ", words[..^1])} or {words[^1]}";
}
