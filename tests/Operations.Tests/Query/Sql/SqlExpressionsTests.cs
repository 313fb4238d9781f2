namespace Pipeline.Operations.Tests.Query.Sql;

public class SqlExpressionsTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.50", "1.50")]
    [InlineData(".5", ".5")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.5E-10", "1.5E-10")]
    [InlineData("12345678901234567890.123456789", "12345678901234567890.123456789")]
    [InlineData("''", "''")]
    [InlineData("'it''s'", "'it's'")]
    [InlineData("''''", "'''")]
    [InlineData("'a \"b\" -- /* c'", "'a \"b\" -- /* c'")]
    [InlineData("'two\nlines'", "'two\nlines'")]
    [InlineData("True", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("null", "null")]
    public void Values_are_read_as_written(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));

    [Theory]
    [InlineData("station", "station")]
    [InlineData("_x1", "_x1")]
    [InlineData("größe", "größe")]
    [InlineData("नाम", "नाम")]
    [InlineData("a.b.c", "a.b.c")]
    [InlineData("a . b", "a.b")]
    [InlineData("a.order.from", "a.order.from")]
    [InlineData("a.\"b c\"", "\"a.b c\"")]
    [InlineData("\"a\".b", "\"a.b\"")]
    [InlineData("\"say \"\"hi\"\"\"", "\"say \"hi\"\"")]
    [InlineData("`a \" b`", "\"a \" b\"")]
    [InlineData("`a``b`", "\"a`b\"")]
    [InlineData("\"select\"", "\"select\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("offset", "offset")]
    [InlineData("first", "first")]
    [InlineData("left", "left")]
    [InlineData("count", "count")]
    public void Names_are_words_paths_and_quoted_names(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));

    [Theory]
    [InlineData("count(*)", "(COUNT *)")]
    [InlineData("COUNT(DISTINCT a)", "(COUNT distinct a)")]
    [InlineData("Round(a + 1, 2)", "(ROUND (+ a 1) 2)")]
    [InlineData("now ( )", "(NOW)")]
    [InlineData("extract(Year FROM a + 1)", "(extract YEAR (+ a 1))")]
    [InlineData("EXTRACT('dow' FROM EXTRACT(day FROM b)) + 1", "(+ (extract DOW (extract DAY b)) 1)")]
    [InlineData("extract.date + extract", "(+ extract.date extract)")]
    [InlineData("date > Date '2026-01-31'", "(> date (cast '2026-01-31' DATE))")]
    [InlineData(
        "timestamp BETWEEN timestamp '2026-01-31' AND date",
        "(between timestamp (cast '2026-01-31' TIMESTAMP) date)")]
    [InlineData("f(g(a), (b))", "(F (G a) b)")]
    [InlineData("replace(left(a, 1), 'x', 'y')", "(REPLACE (LEFT a 1) 'x' 'y')")]
    [InlineData("cast(a + 1 as decimal)", "(cast (+ a 1) DECIMAL)")]
    [InlineData("CASE WHEN a THEN 1 END", "(case (when a 1))")]
    [InlineData("CASE WHEN a THEN 1 WHEN b OR c THEN 2 ELSE 3 END", "(case (when a 1) (when (or b c) 2) (else 3))")]
    [InlineData("CASE a WHEN 1 THEN 'x' ELSE NULL END", "(case a (when 1 'x') (else null))")]
    [InlineData(
        "CASE WHEN a THEN CASE b WHEN 1 THEN 2 END ELSE CASE WHEN c THEN 3 END END",
        "(case (when a (case b (when 1 2))) (else (case (when c 3))))")]
    public void Calls_casts_and_cases_hold_expressions(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));

    [Theory]
    [InlineData("a--b\n+ 1", "(+ a 1)")]
    [InlineData("a--b\r+ 1", "(+ a 1)")]
    [InlineData("a/* b */+/**/1", "(+ a 1)")]
    [InlineData("a /* 'b */ + 1", "(+ a 1)")]
    [InlineData("a\u00a0+\t1", "(+ a 1)")]
    public void Comments_and_spaces_are_skipped(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.OfExpression(sql));
}
