using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// SQL features that this dialect does not support, with an alternative for each. Consulted only after the grammar has
/// failed: a column called <c>offset</c> or <c>left</c> needs no quotes.
/// </summary>
internal static class UnsupportedSql
{
    private const string OneTable = $"the only table is {SqlGrammar.Table}";
    private const string Subqueries = $"subqueries are not supported: a query is one SELECT, and {OneTable}";
    private const string Offset = "OFFSET is not supported: LIMIT returns the first rows of the ORDER BY";
    private const string NoAlias =
        $"{SqlGrammar.Table} cannot have an alias: remove the alias, and write columns without a table";
    private const string Stars =
        "* must be the only item, as in SELECT * and COUNT(*): with other items, name the columns";

    // Read only after a query has failed, so a list is fast enough.
    private static readonly (string[] Words, string Message)[] Unsupported =
    [
        (["JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL"], $"JOIN is not supported: {OneTable}"),
        (["UNION", "INTERSECT", "EXCEPT", "MINUS"],
            "{0} is not supported: a query is one SELECT; run several queries as separate jobs"),
        (["OVER", "WINDOW", "QUALIFY"],
            "window functions ({0}) are not supported: aggregates apply to the groups of GROUP BY"),
        (["WITHIN"], "WITHIN GROUP is not supported: write QUANTILE(x, q)"),
        (["AT"], "AT TIME ZONE is not supported: times are in UTC unless they have an offset"),
        (["FILTER"], "{0} is not supported: select values with CASE, as in SUM(CASE WHEN a = 1 THEN b END)"),
        (["OFFSET"], Offset),
        (["FETCH"], "FETCH is not supported: write LIMIT and a number"),
        (["ILIKE"], "ILIKE is not supported: write LOWER(x) LIKE 'pattern'"),
        (["ESCAPE"], "ESCAPE is not supported: in a pattern, % and _ are always wildcards"),
        (["SIMILAR", "REGEXP", "RLIKE", "GLOB"], "{0} is not supported: write a LIKE pattern with % and _"),
    ];

    private static readonly string[] Statements =
    [
        "INSERT",
        "UPDATE",
        "DELETE",
        "MERGE",
        "REPLACE",
        "CREATE",
        "DROP",
        "ALTER",
        "TRUNCATE",
        "COPY",
        "SET",
        "EXPLAIN",
        "DESCRIBE",
        "SHOW",
        "VALUES",
        "TABLE",
    ];

    /// <summary>
    /// The message for the unsupported feature at <paramref name="index"/>, or null if it is a plain syntax error.
    /// </summary>
    /// <param name="expectations">What the grammar expected next.</param>
    public static string? Find(
        ReadOnlySpan<Token<SqlToken>> tokens,
        int index,
        IReadOnlyCollection<string> expectations)
    {
        var token = tokens[index];
        var next = KindAt(tokens, index + 1);
        return (KindAt(tokens, index - 2), KindAt(tokens, index - 1), token.Kind) switch
        {
            (_, null, SqlToken.Word) => Statement(SqlNodes.Upper(token)),
            (SqlToken.From, _, SqlToken.Comma) => $"a second table is not supported: {OneTable}",
            (SqlToken.Limit, _, SqlToken.Comma) => Offset,
            (SqlToken.Select, SqlToken.Star, SqlToken.Comma) => Stars,
            (_, SqlToken.Select or SqlToken.Comma or SqlToken.Dot or SqlToken.Distinct, SqlToken.Star) => Stars,
            (_, SqlToken.Select, SqlToken.Distinct) =>
                "SELECT DISTINCT is not supported: use GROUP BY with the same columns to get each row once",
            (_, SqlToken.Open, SqlToken.Select) => Subqueries,
            (_, SqlToken.From, SqlToken.Open) when next == SqlToken.Select => Subqueries,
            (_, SqlToken.Semicolon, _) => "a query ends at its semicolon, and a job runs only one query",
            (_, _, SqlToken.Parameter) => "parameters are not supported: write the value itself",
            (_, _, SqlToken.DoubleColon) => ":: is not supported: write CAST(x AS type)",
            (SqlToken.As, SqlToken.Word, SqlToken.Open) when expectations.Contains(")") =>
                "a type cannot have a size: a number keeps all its digits, and ROUND(x, places) rounds it",
            (_, SqlToken.As, SqlToken.Text) =>
                $"unexpected {token.Describe()}, expected a name: quote names with double quotes",
            (_, SqlToken.Word, SqlToken.Text or SqlToken.Number) when tokens[index - 1].Is("INTERVAL") =>
                "intervals are not supported: write DATE_DIFF('day', from, to) for the difference between two times",
            (_, SqlToken.Word, SqlToken.Text) when tokens[index - 1].Is("TIME") =>
                "there is no type TIME: write DATE '2026-01-31' or TIMESTAMP '2026-01-31T10:20:30Z'",
            (_, _, SqlToken.Not) when expectations.Contains("an expression") =>
                "NOT binds less tightly than the operator before it: put NOT and its operand in parentheses",
            (_, _, SqlToken.Word) when Unsupport(SqlNodes.Upper(token)) is { } message => message,
            (SqlToken.From, _, SqlToken.As) => NoAlias,
            (SqlToken.From, _, SqlToken.Word or SqlToken.QuotedName)
                when next is null or SqlToken.Semicolon || next.Value.IsKeyword() => NoAlias,
            _ => null,
        };
    }

    private static SqlToken? KindAt(ReadOnlySpan<Token<SqlToken>> tokens, int index) =>
        index >= 0 && index < tokens.Length ? tokens[index].Kind : null;

    private static string? Unsupport(string word) =>
        Array
            .Find(Unsupported, row => row.Words.Contains(word))
            .Message?.Replace("{0}", word, StringComparison.Ordinal);

    private static string? Statement(string word) => word == "WITH"
        ? $"WITH is not supported: a query is one SELECT, and {OneTable}"
        : Statements.Contains(word)
            ? $"{word} is not supported: a query can only read data and must start with SELECT"
            : null;
}
