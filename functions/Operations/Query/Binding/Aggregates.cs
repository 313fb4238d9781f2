using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Binds calls of aggregate functions.</summary>
internal static class Aggregates
{
    /// <summary>
    /// Aggregates of one number. STDDEV and VARIANCE are sample statistics, as in PostgreSQL and DuckDB.
    /// </summary>
    private static readonly Dictionary<string, AggregateFunction> OfNumbers = new()
    {
        ["SUM"] = AggregateFunction.Sum,
        ["AVG"] = AggregateFunction.Avg,
        ["STDDEV"] = AggregateFunction.Deviation,
        ["STDDEV_SAMP"] = AggregateFunction.Deviation,
        ["STDDEV_POP"] = AggregateFunction.DeviationOfAll,
        ["VARIANCE"] = AggregateFunction.Variance,
        ["VAR_SAMP"] = AggregateFunction.Variance,
        ["VAR_POP"] = AggregateFunction.VarianceOfAll,
    };

    public static readonly IReadOnlyList<string> All =
    [
        "COUNT",
        "MIN",
        "MAX",
        .. OfNumbers.Keys,
        "APPROX_COUNT_DISTINCT",
        "MEDIAN",
        "QUANTILE",
    ];

    public static bool IsAggregate(CallSyntax call) => All.Contains(call.Name);

    private static readonly Number Half = new(5, 1);

    private static readonly Number One = new(1, 0);

    /// <param name="records">Binds the argument.</param>
    public static AggregateCall Bind(CallSyntax call, ExpressionBinder records)
    {
        var sql = records.Scope.Sql;
        if (call.Star) return new(AggregateFunction.CountAll, null);
        if (call.Distinct && call.Name != "COUNT")
        {
            var needless = call.Name is "MIN" or "MAX" or "APPROX_COUNT_DISTINCT"
                ? $": {call.Name} is the same without it"
                : "";
            throw SqlError.At(sql, call.Span, $"DISTINCT is only supported in COUNT(DISTINCT x){needless}");
        }
        if (call.Name == "QUANTILE") return Quantile(call, records);
        if (call.Arguments.Count != 1)
        {
            var other = call.Name == "COUNT" ? ": COUNT(*) counts records" : "";
            throw SqlError.At(sql, call.Span, $"{call.Name} takes one argument, found {call.Arguments.Count}{other}");
        }
        var argument = call.Arguments[0];
        return call.Name switch
        {
            "COUNT" => new(
                call.Distinct ? AggregateFunction.CountDistinct : AggregateFunction.Count,
                records.Bind(argument)),
            "APPROX_COUNT_DISTINCT" => new(AggregateFunction.ApproximateCountDistinct, records.Bind(argument)),
            "MEDIAN" => new(AggregateFunction.Quantile, records.Number(argument, "MEDIAN"), Half),
            "MIN" => new(AggregateFunction.Min, Ordered(call, records)),
            "MAX" => new(AggregateFunction.Max, Ordered(call, records)),
            _ => new(OfNumbers[call.Name], records.Number(argument, call.Name)),
        };
    }

    private static AggregateCall Quantile(CallSyntax call, ExpressionBinder records)
    {
        var sql = records.Scope.Sql;
        if (call.Arguments.Count != 2)
            throw SqlError.At(
                sql,
                call.Span,
                $"QUANTILE takes two arguments, found {call.Arguments.Count}: a number and a position from 0 to 1, as "
                    + "in QUANTILE(x, 0.9)");
        return
            records.Number(call.Arguments[1], "QUANTILE") is NumberConstant { IsNull: false } where
            && where.Value >= Number.Zero
            && where.Value <= One
            ? new(AggregateFunction.Quantile, records.Number(call.Arguments[0], "QUANTILE"), where.Value)
            : throw SqlError.At(
                sql,
                call.Arguments[1].Span,
                "the second argument of QUANTILE must be a constant number from 0 to 1");
    }

    private static Expression Ordered(CallSyntax call, ExpressionBinder records)
    {
        var argument = records.Bind(call.Arguments[0]);
        if (argument.Kind != ColumnKind.Boolean) return argument;
        var text = records.Scope.Text(call.Arguments[0]);
        throw SqlError.At(
            records.Scope.Sql,
            call.Arguments[0].Span,
            $"{call.Name} needs a number or text, but {text} is a boolean: write {call.Name}(CASE WHEN {text} THEN 1 "
                + "ELSE 0 END)");
    }
}
