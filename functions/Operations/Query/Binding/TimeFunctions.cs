using Pipeline.Core.Errors;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;
using Pipeline.Operations.Query.Times;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// Binds functions and comparisons of dates and times, which are text in ISO 8601. DATE_TRUNC and EXTRACT use the local
/// time as written; DATE_DIFF and comparisons use the instant in UTC.
/// </summary>
internal static class TimeFunctions
{
    private static readonly TimePart[] Parts = Enum.GetValues<TimePart>();
    private static readonly TimePart[] Units = Parts[..((int)TimePart.Second + 1)];

    public static Expression<TextVector> Truncate(ExpressionBinder binder, CallSyntax call) => binder.Pool.TruncateTime(
        binder.Text(call.Arguments[1], call.Name), Unit(binder, call), binder.Scope.Text(call));

    public static Expression<NumberVector> Difference(ExpressionBinder binder, CallSyntax call) =>
        binder.Pool.TimeDifference(
            binder.Text(call.Arguments[1], call.Name),
            binder.Text(call.Arguments[2], call.Name),
            Unit(binder, call),
            binder.Scope.Text(call));

    public static Expression<NumberVector> Part(ExpressionBinder binder, CallSyntax call) =>
        Part(binder, call, Named(binder, call), call.Arguments[0].Span, call.Arguments[1], call.Name);

    public static Expression<NumberVector> Extract(ExpressionBinder binder, ExtractSyntax extract) =>
        Part(binder, extract, extract.Part, extract.PartSpan, extract.Value, "EXTRACT");

    /// <summary>
    /// If any of the compared expressions is a time, converts all of them to the same kind of time. Literals are
    /// parsed, and a date next to a timestamp becomes its midnight.
    /// </summary>
    /// <param name="bound">Expressions of the kind text; converted in place.</param>
    public static void Unify(ExpressionBinder binder, IReadOnlyList<ExpressionSyntax> syntaxes, Expression[] bound)
    {
        var time = Array.FindIndex(bound, expression => expression.TextKind != TextKind.Any);
        if (time < 0) return;
        for (var i = 0; i < bound.Length; i++)
        {
            if (bound[i].TextKind == TextKind.Any && bound[i] is not TextConstant { IsNull: true })
                bound[i] = Literal(binder, syntaxes[i], bound[i], syntaxes[time]);
        }
        if (!Array.Exists(bound, expression => expression.TextKind == TextKind.Timestamp)) return;
        for (var i = 0; i < bound.Length; i++)
        {
            if (bound[i].TextKind == TextKind.Date)
                bound[i] = Parsed(binder, syntaxes[i], (Expression<TextVector>)bound[i], TextKind.Timestamp);
        }
    }

    private static Expression Literal(
        ExpressionBinder binder,
        ExpressionSyntax syntax,
        Expression bound,
        ExpressionSyntax time)
    {
        if (bound is TextConstant literal)
            return Parsed(
                binder,
                syntax,
                literal,
                IsoText.TryParse(IsoText.Trim(literal.Value), out var parsed) && !parsed.HasTime
                    ? TextKind.Date
                    : TextKind.Timestamp);
        var text = binder.Scope.Text(syntax);
        throw SqlError.At(
            binder.Scope.Sql,
            syntax.Span,
            $"{binder.Scope.Text(time)} is a time and {text} is text, expected the same kind: if {text} holds times, "
                + $"write CAST({text} AS TIMESTAMP)");
    }

    private static Expression Parsed(
        ExpressionBinder binder,
        ExpressionSyntax syntax,
        Expression<TextVector> text,
        TextKind kind) =>
        binder.Pool.Fold(binder.Pool.ParseTime(text, kind, binder.Scope.Text(syntax)), out var reason)
        ?? throw SqlError.At(binder.Scope.Sql, syntax.Span, reason.TrimEnd('.'));

    private static Expression<NumberVector> Part(
        ExpressionBinder binder,
        ExpressionSyntax whole,
        string name,
        SqlSpan place,
        ExpressionSyntax value,
        string user) =>
        binder.Pool.PartOfTime(
            binder.Text(value, user),
            Find(binder, name, place, Parts, user),
            binder.Scope.Text(whole));

    private static TimePart Unit(ExpressionBinder binder, CallSyntax call) =>
        Find(binder, Named(binder, call), call.Arguments[0].Span, Units, call.Name);

    private static string Named(ExpressionBinder binder, CallSyntax call) =>
        call.Arguments[0] is TextSyntax name
            ? name.Value
            : throw SqlError.At(
                binder.Scope.Sql,
                call.Arguments[0].Span,
                $"the first argument of {call.Name} must be a part of a time in quotes, as in {call.Name}('month', …)");

    private static TimePart Find(ExpressionBinder binder, string name, SqlSpan place, TimePart[] parts, string user)
    {
        foreach (var part in parts)
        {
            if (string.Equals(part.ToString(), name, StringComparison.OrdinalIgnoreCase)) return part;
        }
        string[] names = [.. parts.Select(part => part.ToString().ToLowerInvariant())];
        throw SqlError.At(binder.Scope.Sql, place, DidYouMean.To(name, names) is { } nearest
            ? $"{user} does not support {name}, did you mean {nearest}?"
            : $"{user} does not support {name}, expected one of {string.Join(", ", names)}");
    }
}
