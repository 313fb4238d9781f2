using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Query.Expressions;
using Pipeline.Core.Operations.Query.Sql;

namespace Pipeline.Core.Operations.Query.Binding;

internal static class Aggregates
{
    public static readonly IReadOnlyList<string> All = ["COUNT", "SUM", "AVG", "MIN", "MAX"];

    public static bool IsAggregate(CallSyntax call) => All.Contains(call.Name);

    /// <param name="records">Binds the argument.</param>
    public static AggregateCall Bind(CallSyntax call, ExpressionBinder records)
    {
        var sql = records.Scope.Sql;
        if (call.Star) return new(AggregateFunction.CountAll, null);
        if (call.Distinct && call.Name != "COUNT")
        {
            var needless = call.Name is "MIN" or "MAX" ? $": {call.Name} is the same without it" : "";
            throw SqlMistake.At(sql, call.Span, $"DISTINCT stands only in COUNT(DISTINCT x){needless}");
        }
        if (call.Arguments.Count != 1)
        {
            var other = call.Name == "COUNT" ? ": COUNT(*) counts records" : "";
            throw SqlMistake.At(sql, call.Span, $"{call.Name} takes one argument, found {call.Arguments.Count}{other}");
        }
        var argument = call.Arguments[0];
        return call.Name switch
        {
            "COUNT" => new(call.Distinct ? AggregateFunction.CountDistinct : AggregateFunction.Count, records.Bind(argument)),
            "SUM" => new(AggregateFunction.Sum, records.Number(argument, "SUM")),
            "AVG" => new(AggregateFunction.Avg, records.Number(argument, "AVG")),
            "MIN" => new(AggregateFunction.Min, Ordered(call, records)),
            _ => new(AggregateFunction.Max, Ordered(call, records)),
        };
    }

    private static Expression Ordered(CallSyntax call, ExpressionBinder records)
    {
        var argument = records.Bind(call.Arguments[0]);
        if (argument.Kind != ColumnKind.Boolean) return argument;
        var text = records.Scope.Text(call.Arguments[0]);
        throw SqlMistake.At(records.Scope.Sql, call.Arguments[0].Span,
            $"{call.Name} takes a number or text, and {text} is a boolean: write {call.Name}(CASE WHEN {text} THEN 1 ELSE 0 END)");
    }
}
