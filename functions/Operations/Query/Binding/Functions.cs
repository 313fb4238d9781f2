using Pipeline.Core.Errors;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Binds calls of scalar functions.</summary>
internal static class Functions
{
    private const int MaxRounding = 18;

    private static readonly Dictionary<
        string,
        (int Min, int Max, Func<ExpressionBinder, CallSyntax, Expression> Bind)
    > Known = new()
    {
        ["ABS"] = (1, 1, (binder, call) => binder.Pool.AbsoluteValue(binder.Number(call.Arguments[0], "ABS"))),
        ["ROUND"] = (1, 2, Round),
        ["LOWER"] = (1, 1, (binder, call) =>
            binder.Pool.ChangeCase(binder.Text(call.Arguments[0], "LOWER"), toUpper: false)),
        ["UPPER"] = (1, 1, (binder, call) =>
            binder.Pool.ChangeCase(binder.Text(call.Arguments[0], "UPPER"), toUpper: true)),
        ["LENGTH"] = (1, 1, (binder, call) => binder.Pool.TextLength(binder.Text(call.Arguments[0], "LENGTH"))),
        ["SUBSTR"] = (2, 3, Substring),
        ["SUBSTRING"] = (2, 3, Substring),
        ["CONCAT"] = (1, int.MaxValue, (binder, call) =>
            binder.Pool.Concatenate([.. call.Arguments.Select(binder.AnyAsText)])),
        ["COALESCE"] = (1, int.MaxValue, (binder, call) => binder.Pool.Coalesce(binder.OneKind(call.Arguments))),
        ["NULLIF"] = (2, 2, NullIf),
        ["DATE_TRUNC"] = (2, 2, TimeFunctions.Truncate),
        ["DATE_PART"] = (2, 2, TimeFunctions.Part),
        ["DATE_DIFF"] = (3, 3, TimeFunctions.Difference),
    };

    /// <summary>Functions of other SQL dialects, with the alternative to suggest.</summary>
    private static readonly Dictionary<string, string> Unsupported = new()
    {
        ["NOW"] = Clock,
        ["TODAY"] = Clock,
        ["CURRENT_DATE"] = Clock,
        ["CURRENT_TIMESTAMP"] = Clock,
        ["YEAR"] = "write EXTRACT(YEAR FROM x)",
        ["MONTH"] = "write EXTRACT(MONTH FROM x)",
        ["DAY"] = "write EXTRACT(DAY FROM x)",
        ["HOUR"] = "write EXTRACT(HOUR FROM x)",
        ["AGE"] = "write DATE_DIFF('day', from, to)",
        ["DATE_ADD"] = "times can only be compared and subtracted, as in DATE_DIFF('day', from, to) > 30",
        ["STRFTIME"] = "use DATE_TRUNC and EXTRACT for the parts of a time, and || to join text",
        ["STRPTIME"] = "times are text in ISO 8601: convert other formats with SUBSTR and ||",
        ["QUANTILE_CONT"] = "write QUANTILE(x, q), which is the same",
        ["QUANTILE_DISC"] = "write QUANTILE(x, q), which interpolates between two values",
        ["PERCENTILE_CONT"] = "write QUANTILE(x, q)",
        ["PERCENTILE_DISC"] = "write QUANTILE(x, q), which interpolates between two values",
        ["APPROX_QUANTILE"] = "write QUANTILE(x, q), which is exact",
    };

    private const string Clock =
        "a result must not depend on when the job runs: write the time itself, as in DATE '2026-01-31'";

    public static Expression Bind(ExpressionBinder binder, CallSyntax call)
    {
        var sql = binder.Scope.Sql;
        if (!Known.TryGetValue(call.Name, out var function))
        {
            string[] names = [.. Known.Keys, .. Aggregates.All, "CAST", "EXTRACT"];
            throw SqlError.At(sql, call.Span, Unsupported.TryGetValue(call.Name, out var advice)
                ? $"{call.Name} is not supported: {advice}"
                : DidYouMean.To(call.Name, names) is { } nearest
                ? $"there is no function {call.Name}, did you mean {nearest}?"
                : $"there is no function {call.Name}, expected one of {string.Join(", ", names)}");
        }
        if (call.Distinct)
            throw SqlError.At(sql, call.Span, $"{call.Name} does not support DISTINCT, only COUNT(DISTINCT x) does");
        if (call.Arguments.Count < function.Min || call.Arguments.Count > function.Max)
        {
            var expected =
                function.Max == int.MaxValue ? $"at least {function.Min}"
                : function.Min == function.Max ? $"{function.Min}"
                : $"{function.Min} or {function.Max}";
            throw SqlError.At(
                sql,
                call.Span,
                $"{call.Name} takes {expected} argument{(function.Max == 1 ? "" : "s")}, found {call.Arguments.Count}"
            );
        }
        return function.Bind(binder, call);
    }

    private static Expression<NumberVector> Round(ExpressionBinder binder, CallSyntax call)
    {
        var number = binder.Number(call.Arguments[0], "ROUND");
        if (call.Arguments.Count == 1)
            return binder.Pool.Round(number, 0);
        return
            binder.Number(call.Arguments[1], "ROUND") is NumberConstant { IsNull: false } digits
            && digits.Value.TryNarrow(out var places, out var scale)
            && scale == 0
            && places is >= -MaxRounding and <= MaxRounding
            ? binder.Pool.Round(number, (int)places)
            : throw SqlError.At(
                binder.Scope.Sql,
                call.Arguments[1].Span,
                "the second argument of ROUND, the decimal places to keep, must be a constant whole number from "
                    + $"-{MaxRounding} to {MaxRounding}");
    }

    private static Expression<TextVector> Substring(ExpressionBinder binder, CallSyntax call) => binder.Pool.Substring(
        binder.Text(call.Arguments[0], call.Name),
        binder.Number(call.Arguments[1], call.Name),
        call.Arguments.Count == 3 ? binder.Number(call.Arguments[2], call.Name) : null);

    private static Expression NullIf(ExpressionBinder binder, CallSyntax call)
    {
        var both = binder.OneKind(call.Arguments);
        return binder.Pool.Case(
            [binder.Pool.Compare(Comparison.Equal, both[0], both[1])],
            [binder.Pool.Null(both[0].Kind), both[0]]);
    }
}
