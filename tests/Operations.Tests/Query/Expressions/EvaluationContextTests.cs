using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Tests.Query.Expressions;

public sealed class EvaluationContextTests
{
    private static readonly Gen<string?> GenNumber = Gen.OneOf(
        Gen.Long[-99_999, 99_999]
            .Select(Gen.Int[0, 4])
            .Select(pair => (string?)new Number(pair.Item1, pair.Item2).ToString()),
        Gen.OneOf<string?>(
            null,
            "0",
            "1.0",
            "-0.00",
            "1e20",
            "0.000000000000000000001",
            "9223372036854775807",
            "123456789.123456789",
            "abc",
            ""));

    private static readonly Gen<string?> GenText =
        Gen.OneOf<string?>(null, "", "a", "A", "é", "ab", "12", "1.5", "x😀");

    private static readonly Gen<string?> GenBoolean = Gen.OneOf<string?>(null, "true", "False", "0");

    private static readonly Gen<string?[]> GenRow = Gen.Select(
        GenNumber,
        GenNumber,
        GenText,
        GenText,
        GenBoolean,
        GenBoolean,
        (n, m, t, u, b, c) => new[] { n, m, t, u, b, c });

    private static readonly string[] Expressions =
    [
        "n + m",
        "n - m * 2",
        "n * m",
        "n / m",
        "n % m",
        "ROUND(n, 1)",
        "ROUND(n / m, 3)",
        "ABS(-n)",
        "n < m",
        "n = m",
        "n IN (0, 1, m)",
        "COALESCE(n, m, 0)",
        "CASE WHEN b THEN n WHEN c THEN m * m ELSE n / 7 END",
        "n BETWEEN -1 AND m",
        "CAST(n / 3 AS TEXT)",
        "CAST(t AS DECIMAL) + n",
        "t || u",
        "LOWER(t) = u",
        "UPPER(COALESCE(t, u, 'z'))",
        "SUBSTR(t, 1, n)",
        "LENGTH(t || n)",
        "t LIKE u",
        "t LIKE '%1%'",
        "b AND NOT c",
        "b OR c",
        "n IS NULL",
        "CASE t WHEN u THEN 'same' ELSE u END",
        "CAST(n AS INTEGER)",
        "NULLIF(n, m)",
    ];

    [Fact]
    public void No_value_depends_on_what_else_is_in_the_batch() =>
        Gen.Select(GenRow.Array[1, 8], Gen.OneOf(Expressions))
            .Sample(
                (rows, expression) =>
                    Assert.Equal(
                        rows.Select(row => SqlRows.Evaluate(expression, row)),
                        SqlRows.Evaluate(expression, rows)),
                iter: 3_000);

    [Fact]
    public void A_context_is_used_for_batch_after_batch_with_rows_dropped_between() =>
        Gen.Select(GenRow.Array[0, 8].Array[1, 4], Gen.OneOf(Expressions), Gen.OneOf(Expressions))
            .Sample(
                (batches, first, second) =>
                {
                    var query = SqlRows.Bind($"SELECT {first} AS x, {second} AS y FROM dataset WHERE b");
                    var context = query.NewRecordContext();
                    foreach (var rows in batches)
                    {
                        context.Start(SqlRows.Batch(query.Columns, rows));
                        query.Items[0].Expression.Evaluate(context);
                        context.Filter(query.Where!, new BadRecords(BadRecordRule.Skip));
                        var kept = rows.Where(row => row[4] == "true").ToArray();
                        Assert.Equal(kept.Length, context.Count);
                        Assert.Equal(
                            SqlRows.Evaluate(first, kept),
                            SqlRows.Show(query.Items[0].Expression.Evaluate(context)));
                        Assert.Equal(
                            SqlRows.Evaluate(second, kept),
                            SqlRows.Show(query.Items[1].Expression.Evaluate(context)));
                    }
                },
                iter: 1_000);

    [Fact]
    public void Records_whose_values_fault_are_bad_and_left_out()
    {
        var query = SqlRows.Bind("SELECT n + m AS x, CAST(t AS DECIMAL) AS y FROM dataset WHERE b");
        var context = query.NewRecordContext();
        var bad = new BadRecords(BadRecordRule.Skip);
        context.Start(SqlRows.Batch(query.Columns,
        [
            ["1", "1", "1", null, "true"],
            ["1", "1", "x", null, "false"],
            ["1", "1", "x", null, "true"],
            ["1", "x", "x", null, "true"],
            ["1", "1", "1", null, "x"],
            ["2", "2", "3", null, "true"],
        ]));

        context.Filter(query.Where!, bad);
        context.DropFaults([.. query.Items.Select(item => item.Expression)], bad);

        Assert.Equal(3, bad.Count);
        Assert.Equal([0, 50], context.Batch.Offsets[..context.Count]);
        Assert.Equal(["2", "4"], SqlRows.Show(query.Items[0].Expression.Evaluate(context)));
    }

    [Theory]
    [InlineData(
        "n + 1",
        "Column \"n\": \"abc\" is not a number. If the column holds text, write CAST(n AS TEXT) or set format.types.")]
    [InlineData(
        "COALESCE(m, CASE WHEN n > 1 THEN 1 ELSE m END)",
        "Column \"n\": \"abc\" is not a number. If the column holds text, write CAST(n AS TEXT) or set format.types.")]
    [InlineData(
        "CASE WHEN t = 'x' THEN n ELSE CAST(t AS DECIMAL) END",
        "CAST(t AS DECIMAL): \"tïtle\uFFFD\" is not a number.")]
    [InlineData(
        "NOT b",
        "Column \"b\": \"yes\" is neither true nor false. If the column holds text, write CAST(b AS TEXT) or set "
            + "format.types.")]
    [InlineData(
        "CAST(u AS DECIMAL)",
        "CAST(u AS DECIMAL): \"1e999999999999999999\" is not a number. Numbers have at most 1000 digits and exponents "
            + "of at most 1000.")]
    public void A_fault_says_what_caused_it(string expression, string reason)
    {
        var query = SqlRows.Bind($"SELECT {expression} AS x FROM dataset");
        var context = query.NewRecordContext();
        context.Start(
            SqlRows.Batch(
                query.Columns,
                [
                    ["1", "1", "1", "1", "true"],
                    ["abc", null, "tïtle\t", "1e999999999999999999", "yes"],
                ]));

        Assert.Equal(reason, query.Items[0].Expression.FaultReason(context, 1));
    }

    [Fact]
    public void Equal_expressions_are_computed_once()
    {
        var query = SqlRows.Bind("SELECT n * 2 + 1 AS x, (n * 2 + 1) * m AS y FROM dataset WHERE n * 2 > 4");

        Assert.Same(query.Items[0].Expression, query.Items[1].Expression.Operands[0]);
        Assert.Same(query.Items[0].Expression.Operands[0], query.Where!.Operands[1]);
    }
}
