using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Tests.Query.Expressions;

public sealed class NumberExpressionTests
{
    private static readonly Gen<Number?> GenValue = Gen.OneOf(
        Gen.Select(Gen.Long[-999, 999], Gen.Int[0, 3], (units, scale) => (Number?)new Number(units, scale)),
        Gen.Select(
            Gen.OneOf(Gen.Long, Gen.Const(long.MinValue), Gen.Const(long.MaxValue)),
            Gen.Int[0, 18],
            (units, scale) => (Number?)new Number(units, scale)),
        Gen.Const((Number?)null));

    private static readonly Gen<Number?> GenSmall =
        Gen.Select(Gen.Long[-99, 99], Gen.Int[0, 2], (units, scale) => (Number?)new Number(units, scale));

    private static readonly Gen<(Number?, Number?)[]> GenRows = Gen.OneOf(
        Gen.Select(GenSmall, GenSmall).Array[1, 6],
        Gen.Select(GenValue, GenValue).Array[1, 6]);

    /// <summary>Each operation over vectors, and what it is over two numbers.</summary>
    private static readonly (
        string Name,
        Func<ExpressionPool, Expression<NumberVector>, Expression<NumberVector>, Expression> Make,
        Func<Number, Number, object?> Oracle)[] Operations =
    [
        ("+", (pool, a, b) => pool.Add(a, b), (a, b) => a + b),
        ("-", (pool, a, b) => pool.Add(a, b, subtracts: true), (a, b) => a - b),
        ("*", (pool, a, b) => pool.Multiply(a, b), (a, b) => a * b),
        ("/", (pool, a, b) => pool.Divide(a, b), (a, b) => Number.Divide(a, b)),
        ("%", (pool, a, b) => pool.Remainder(a, b), (a, b) => Number.Remainder(a, b)),
        ("abs", (pool, a, _) => pool.AbsoluteValue(a), (a, _) => Number.Abs(a)),
        ("round 0", (pool, a, _) => pool.Round(a, 0), (a, _) => a.Round(0)),
        ("round 1", (pool, a, _) => pool.Round(a, 1), (a, _) => a.Round(1)),
        ("round 18", (pool, a, _) => pool.Round(a, 18), (a, _) => a.Round(18)),
        ("round -1", (pool, a, _) => pool.Round(a, -1), (a, _) => a.Round(-1)),
        ("round -18", (pool, a, _) => pool.Round(a, -18), (a, _) => a.Round(-18)),
        ("=", (pool, a, b) => pool.Compare(Comparison.Equal, a, b), (a, b) => a == b),
        ("<>", (pool, a, b) => pool.Compare(Comparison.NotEqual, a, b), (a, b) => a != b),
        ("<", (pool, a, b) => pool.Compare(Comparison.Less, a, b), (a, b) => a < b),
        ("<=", (pool, a, b) => pool.Compare(Comparison.LessOrEqual, a, b), (a, b) => a <= b),
        (
            "in",
            (pool, a, _) => pool.In(a, [pool.Constant(Number.Zero), pool.Constant(new Number(5, 1))]),
            (a, _) => a.IsZero || a == new Number(5, 1)),
        ("text", (pool, a, _) => pool.FormatNumber(a), (a, _) => a.ToString()),
        ("coalesce", (pool, a, b) => pool.Coalesce([a, b]), (a, _) => a),
    ];

    [Fact]
    public void Narrow_and_wide_vectors_compute_what_numbers_do() =>
        Gen.Select(GenRows, Gen.Int[0, Operations.Length - 1], Gen.Bool, Gen.Bool)
            .Sample(
                (rows, operation, widenLeft, widenRight) =>
                {
                    var (name, make, oracle) = Operations[operation];
                    var pool = new ExpressionPool();
                    var left = (Expression<NumberVector>)pool.Input(ColumnKind.Number, 0);
                    var right = (Expression<NumberVector>)pool.Input(ColumnKind.Number, 1);
                    var expression = make(pool, left, right);
                    var lefts = Vector([.. rows.Select(row => row.Item1)], widenLeft);
                    var rights = Vector([.. rows.Select(row => row.Item2)], widenRight);
                    var context = new EvaluationContext(pool.Slots);
                    context.Start([lefts, rights], rows.Length);

                    var isUnary = !expression.Operands.Contains(right);
                    var expected = rows.Select(row =>
                        name == "coalesce" ? Show(row.Item1 ?? row.Item2)
                        : row.Item1 is { } a && (isUnary || row.Item2 is not null)
                            ? Show(oracle(a, row.Item2 ?? Number.Zero))
                        : SqlRows.Null);
                    Assert.Equal(expected, SqlRows.Show(expression.Evaluate(context)));
                    AssertMissingRowsAreZero(expression.Evaluate(context));
                },
                iter: 5_000);

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("-(2 - 5)", "3")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("1 / 3", "0.333333333333333333")]
    [InlineData("1 / 0", "NULL")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("7.5 % -2", "1.5")]
    [InlineData("7 % 0", "NULL")]
    [InlineData("1 + NULL", "NULL")]
    [InlineData("9223372036854775807 + 1", "9223372036854775808")]
    [InlineData("9223372036854775807 * 9223372036854775807", "85070591730234615847396907784232501249")]
    [InlineData("1e18 * 1e-18", "1")]
    [InlineData("ABS(-2.5)", "2.5")]
    [InlineData("ROUND(-2.5)", "-3")]
    [InlineData("ROUND(1250, -2)", "1300")]
    [InlineData("ROUND(2.345, 2)", "2.35")]
    [InlineData("CAST(2.5 AS INTEGER)", "3")]
    [InlineData("CAST('-2.5' AS BIGINT)", "-3")]
    [InlineData("CAST(' 1e2 ' AS DOUBLE)", "100")]
    [InlineData("CAST(TRUE AS INT)", "1")]
    [InlineData("CAST(2.50 AS TEXT)", "2.5")]
    public void Constants_compute_exactly(string expression, string expected)
    {
        Assert.Equal(expected, SqlRows.Evaluate(expression));
        Assert.Empty(SqlRows.Bind($"SELECT {expression} FROM dataset").Items[0].Expression.Operands);
    }

    [Theory]
    [InlineData("n > 1", "true")]
    [InlineData("n >= 1.50", "true")]
    [InlineData("n < 1.5", "false")]
    [InlineData("n BETWEEN 1 AND 1.5", "true")]
    [InlineData("n NOT BETWEEN 1 AND 1.5", "false")]
    [InlineData("n IN (1, 1.500)", "true")]
    [InlineData("n IN (1, 2)", "false")]
    [InlineData("n IN (1, NULL)", "NULL")]
    [InlineData("n IN (1.5, NULL)", "true")]
    [InlineData("n NOT IN (1, m)", "true")]
    [InlineData("n = m", "false")]
    [InlineData("n + m * 2", "-4.5")]
    [InlineData("CAST(n AS TEXT)", "1.50")]
    [InlineData("CAST(n + 0 AS TEXT)", "1.5")]
    [InlineData("n || 'x'", "1.50x")]
    public void Columns_compare_by_value(string expression, string expected)
    {
        Assert.Equal(expected, SqlRows.Evaluate(expression, ["1.50", "-3"]));
    }

    private static string Show(object? value) => value switch
    {
        null => SqlRows.Null,
        bool boolean => boolean ? "true" : "false",
        _ => value.ToString()!,
    };

    private static NumberVector Vector(Number?[] values, bool widen)
    {
        var vector = new NumberVector();
        vector.Reset(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value) vector.Set(i, value);
            else vector.SetState(i, RowState.Null);
        }
        vector.Complete();
        if (widen) vector.Widen();
        return vector;
    }

    private static void AssertMissingRowsAreZero(Vector vector)
    {
        for (var i = 0; i < vector.Count; i++)
        {
            if (vector.States[i] == RowState.Value) continue;
            if (vector is NumberVector numbers) Assert.True(numbers[i].IsZero);
            if (vector is BooleanVector booleans) Assert.False(booleans.Values[i]);
        }
    }
}
