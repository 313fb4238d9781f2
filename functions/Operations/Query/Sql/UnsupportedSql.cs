using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// What SQL has and this dialect has not, by name and with another way. It is looked up where the grammar found no way
/// on, never before: a column called <c>offset</c> or <c>left</c> needs no quotes.
/// </summary>
internal static class UnsupportedSql
{
    private const string OneTable = $"there is one table, {SqlGrammar.Table}";
    private const string Subqueries = $"subqueries are not supported: a query is one SELECT, and {OneTable}";
    private const string Offset = "OFFSET is not supported: LIMIT takes the first rows of the ORDER BY";
    private const string NoAlias =
        $"{SqlGrammar.Table} takes no other name: leave it out, columns are named without a table";
    private const string Stars = "* stands alone, as in SELECT * and COUNT(*): with other items, name the columns";

    // Read only for a query that failed, so a plain list serves.
    private static readonly (string[] Words, string Message)[] Unsupported =
    [
        (["JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL"], $"JOIN is not supported: {OneTable}"),
        (["UNION", "INTERSECT", "EXCEPT", "MINUS"],
            "{0} is not supported: a query is one SELECT, several can be run as jobs of their own"),
        (["OVER", "WINDOW", "QUALIFY"],
            "window functions ({0}) are not supported: aggregates go over the groups of GROUP BY"),
        (["WITHIN"], "WITHIN GROUP is not supported: write QUANTILE(x, q)"),
        (["AT"], "AT TIME ZONE is not supported: times are in UTC, or say their offset from it"),
        (["FILTER"], "{0} is not supported: choose values with CASE, as in SUM(CASE WHEN a = 1 THEN b END)"),
        (["OFFSET"], Offset),
        (["FETCH"], "FETCH is not supported: write LIMIT and a number"),
        (["ILIKE"], "ILIKE is not supported: write LOWER(x) LIKE 'pattern'"),
        (["ESCAPE"], "ESCAPE is not supported: in a pattern, % and _ always stand for other characters"),
        (["SIMILAR", "REGEXP", "RLIKE", "GLOB"], "{0} is not supported: patterns are those of LIKE, with % and _"),
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

    /// <summary>The refusal of what stands at <paramref name="index"/>, or null when it is a plain slip.</summary>
    /// <param name="expectations">What the grammar would have gone on with.</param>
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
                "SELECT DISTINCT is not supported: GROUP BY the same columns gives each row once",
            (_, SqlToken.Open, SqlToken.Select) => Subqueries,
            (_, SqlToken.From, SqlToken.Open) when next == SqlToken.Select => Subqueries,
            (_, SqlToken.Semicolon, _) => "a query ends at its semicolon, and a job runs one query",
            (_, _, SqlToken.Parameter) => "parameters are not supported: write the value itself",
            (_, _, SqlToken.DoubleColon) => ":: is not supported: write CAST(x AS type)",
            (SqlToken.As, SqlToken.Word, SqlToken.Open) when expectations.Contains(")") =>
                "a type takes no size: a number keeps all its digits, and ROUND(x, places) rounds it",
            (_, SqlToken.As, SqlToken.Text) =>
                $"unexpected {token.Describe()}, expected a name: names are quoted with double quotes",
            (_, SqlToken.Word, SqlToken.Text or SqlToken.Number) when tokens[index - 1].Is("INTERVAL") =>
                "intervals are not supported: DATE_DIFF('day', from, to) is the difference of two times",
            (_, SqlToken.Word, SqlToken.Text) when tokens[index - 1].Is("TIME") =>
                "there is no type TIME: write DATE '2026-01-31' or TIMESTAMP '2026-01-31T10:20:30Z'",
            (_, _, SqlToken.Not) when expectations.Contains("an expression") =>
                "NOT binds less tightly than the operator before it: put NOT and what follows in parentheses",
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
        : Statements.Contains(word) ? $"{word} is not supported: a query only reads, and begins with SELECT" : null;
}
