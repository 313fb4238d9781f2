namespace Pipeline.Operations.Tests.Query.Expressions;

public sealed class LogicTests
{
    private static readonly string?[] Values = ["true", "FALSE", null, "maybe"];

    [Theory]
    [InlineData(
        "b AND c",
        "true false NULL FAULT",
        "false false false false",
        "NULL false NULL FAULT",
        "FAULT false FAULT FAULT")]
    [InlineData(
        "b OR c",
        "true true true true",
        "true false NULL FAULT",
        "true NULL NULL FAULT",
        "true FAULT FAULT FAULT")]
    [InlineData(
        "b = c",
        "true false NULL FAULT",
        "false true NULL FAULT",
        "NULL NULL NULL FAULT",
        "FAULT FAULT FAULT FAULT")]
    [InlineData(
        "b < c",
        "false false NULL FAULT",
        "true false NULL FAULT",
        "NULL NULL NULL FAULT",
        "FAULT FAULT FAULT FAULT")]
    [InlineData(
        "COALESCE(b, c)",
        "true true true true",
        "false false false false",
        "true false NULL FAULT",
        "FAULT FAULT FAULT FAULT")]
    [InlineData(
        "CASE WHEN b THEN c ELSE NOT c END",
        "true false NULL FAULT",
        "false true NULL FAULT",
        "false true NULL FAULT",
        "FAULT FAULT FAULT FAULT")]
    public void Two_values_make_one_by_three_valued_logic_and_faults(string expression, params string[] table)
    {
        var pairs = Values.SelectMany(b => Values.Select(c => new[] { null, null, null, null, b, c })).ToArray();

        Assert.Equal(string.Join(' ', table).Split(' '), SqlRows.Evaluate(expression, pairs));
        // Alone, rows take the quick ways that a batch with NULLs does not.
        Assert.Equal(string.Join(' ', table).Split(' '), pairs.Select(pair => SqlRows.Evaluate(expression, pair)));
    }

    [Theory]
    [InlineData("NOT b", "false true NULL FAULT")]
    [InlineData("b IS NULL", "false false true FAULT")]
    [InlineData("b IS NOT NULL", "true true false FAULT")]
    [InlineData("CAST(b AS TEXT)", "true FALSE NULL maybe")]
    [InlineData("CAST(NOT b AS TEXT)", "false true NULL FAULT")]
    [InlineData("CAST(b AS INTEGER)", "1 0 NULL FAULT")]
    [InlineData("b IN (TRUE, NULL)", "true NULL NULL FAULT")]
    [InlineData("CASE b WHEN TRUE THEN 1 WHEN FALSE THEN 0 END", "1 0 NULL FAULT")]
    [InlineData("CASE WHEN b THEN 'yes' END", "yes NULL NULL FAULT")]
    [InlineData("CASE WHEN CAST(b AS TEXT) = 'maybe' THEN FALSE ELSE b END", "true false NULL false")]
    public void One_value_makes_one(string expression, string table)
    {
        var rows = Array.ConvertAll(Values, value => new[] { null, null, null, null, value });

        Assert.Equal(table.Split(' '), SqlRows.Evaluate(expression, rows));
    }

    [Theory]
    [InlineData("CASE WHEN t = 'x' THEN n ELSE -1 END", "-1")]
    [InlineData("CASE WHEN t = 'a' THEN n ELSE -1 END", "FAULT")]
    [InlineData("COALESCE(m, n)", "5")]
    [InlineData("COALESCE(NULL, n, m)", "FAULT")]
    [InlineData("t = 'x' AND n > 1", "false")]
    [InlineData("n > 1 OR t = 'a'", "true")]
    [InlineData("n IS NULL", "FAULT")]
    [InlineData("CAST(n AS TEXT)", "abc")]
    [InlineData("NULLIF(m, 5)", "NULL")]
    [InlineData("NULLIF(m, 4)", "5")]
    [InlineData("CASE m WHEN 4 THEN 'four' WHEN 5 THEN 'five' ELSE 'many' END", "five")]
    public void Faults_that_nobody_needs_do_no_harm(string expression, string expected)
    {
        Assert.Equal(expected, SqlRows.Evaluate(expression, ["abc", "5", "a"]));
    }
}
