using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Times;

namespace Pipeline.Operations.Query.Binding;

/// <content>Factory methods for the expression types.</content>
internal sealed partial class ExpressionPool
{
    public Expression<NumberVector> Add(
        Expression<NumberVector> left,
        Expression<NumberVector> right,
        bool subtracts = false
    ) => Get(Key(subtracts ? "-" : "+", left, right), slot => new Add(slot, left, right, subtracts));

    public Expression<NumberVector> Multiply(Expression<NumberVector> left, Expression<NumberVector> right) =>
        Get(Key("*", left, right), slot => new Multiply(slot, left, right));

    public Expression<NumberVector> Divide(Expression<NumberVector> left, Expression<NumberVector> right) =>
        Get(Key("/", left, right), slot => new Divide(slot, left, right));

    public Expression<NumberVector> Remainder(Expression<NumberVector> left, Expression<NumberVector> right) =>
        Get(Key("%", left, right), slot => new Remainder(slot, left, right));

    public Expression<NumberVector> AbsoluteValue(Expression<NumberVector> operand) =>
        Get(Key("abs", operand), slot => new AbsoluteValue(slot, operand));

    public Expression<NumberVector> Round(Expression<NumberVector> operand, int digits) =>
        Get(Key($"round to {digits}", operand), slot => new Round(slot, operand, digits));

    public Expression<NumberVector> ParseNumber(Expression<TextVector> text, string what) =>
        Get(Key("parse number", text), slot => new ParseNumber(slot, text, what, ""));

    public Expression<BooleanVector> ParseBoolean(Expression<TextVector> text, string what) =>
        Get(Key("parse boolean", text), slot => new ParseBoolean(slot, text, what, ""));

    /// <param name="kind">Not <see cref="TextKind.Any"/>.</param>
    public Expression<TextVector> ParseTime(Expression<TextVector> text, TextKind kind, string what) =>
        text.TextKind == kind ? text : Get(Key($"parse {kind}", text), slot => new ParseTime(slot, text, kind, what));

    public Expression<TextVector> TruncateTime(Expression<TextVector> text, TimePart part, string what) =>
        Get(Key($"truncate to {part}", text), slot => new TruncateTime(slot, text, part, what));

    public Expression<NumberVector> PartOfTime(Expression<TextVector> text, TimePart part, string what) =>
        Get(Key($"{part} of", text), slot => new PartOfTime(slot, text, part, what));

    public Expression<NumberVector> TimeDifference(
        Expression<TextVector> from,
        Expression<TextVector> to,
        TimePart part,
        string what) => Get(Key($"{part} between", from, to), slot => new TimeDifference(slot, part, from, to, what));

    public Expression<TextVector> FormatNumber(Expression<NumberVector> number) =>
        Get(Key("format", number), slot => new FormatNumber(slot, number));

    public Expression<NumberVector> TextLength(Expression<TextVector> text) =>
        Get(Key("length", text), slot => new TextLength(slot, text));

    public Expression<TextVector> ChangeCase(Expression<TextVector> text, bool toUpper) =>
        Get(Key(toUpper ? "upper" : "lower", text), slot => new ChangeCase(slot, text, toUpper));

    public Expression<TextVector> Substring(
        Expression<TextVector> text, Expression<NumberVector> start, Expression<NumberVector>? length) =>
        Get(length is null ? Key("substring", text, start) : Key("substring", text, start, length),
            slot => new Substring(slot, text, start, length));

    public Expression<TextVector> Concatenate(params Expression<TextVector>[] texts) =>
        Get(Key("||", texts), slot => new Concatenate(slot, texts));

    public Expression<BooleanVector> And(Expression<BooleanVector> left, Expression<BooleanVector> right) =>
        Get(Key("and", left, right), slot => new Logic(slot, left, right, decides: false));

    public Expression<BooleanVector> Or(Expression<BooleanVector> left, Expression<BooleanVector> right) =>
        Get(Key("or", left, right), slot => new Logic(slot, left, right, decides: true));

    public Expression<BooleanVector> Not(Expression<BooleanVector> operand) =>
        Get(Key("not", operand), slot => new Not(slot, operand));

    public Expression<BooleanVector> IsNull(Expression operand) =>
        Get(Key("is null", operand), slot => new IsNull(slot, operand));

    public Expression<BooleanVector> Like(Expression<TextVector> text, Expression<TextVector> pattern) =>
        Get(Key("like", text, pattern), slot => new Like(slot, text, pattern));

    /// <param name="constants">Constants of the value's kind; not NULL, not booleans.</param>
    public Expression<BooleanVector> In(Expression value, IReadOnlyList<Expression> constants)
    {
        var key = Key("in", [value, .. constants]);
        return value is Expression<NumberVector> number
            ? Get<Expression<BooleanVector>>(key, slot =>
                new InNumbers(slot, number, constants.Select(item => ((NumberConstant)item).Value)))
            : Get<Expression<BooleanVector>>(key, slot =>
                new InTexts(slot, (Expression<TextVector>)value, constants.Select(item => ((TextConstant)item).Value)));
    }

    /// <summary>Compares two expressions of the same kind.</summary>
    public Expression<BooleanVector> Compare(Comparison comparison, Expression left, Expression right) =>
        Get<Expression<BooleanVector>>(Key(comparison.ToString(), left, right), slot => (left, right) switch
        {
            (Expression<NumberVector> a, Expression<NumberVector> b) => new CompareNumbers(slot, comparison, a, b),
            (Expression<BooleanVector> a, Expression<BooleanVector> b) => new CompareBooleans(slot, comparison, a, b),
            _ => new CompareTexts(slot, comparison, (Expression<TextVector>)left, (Expression<TextVector>)right),
        });

    /// <param name="results">Expressions of the same kind: one per condition, then the ELSE result.</param>
    public Expression Case(Expression<BooleanVector>[] conditions, Expression[] results) => results[0].Kind switch
    {
        ColumnKind.Number => Case<NumberVector>(conditions, results),
        ColumnKind.Boolean => Case<BooleanVector>(conditions, results),
        _ => Case<TextVector>(conditions, results),
    };

    /// <param name="operands">Expressions of the same kind.</param>
    public Expression Coalesce(Expression[] operands) => operands[0].Kind switch
    {
        ColumnKind.Number => Coalesce<NumberVector>(operands),
        ColumnKind.Boolean => Coalesce<BooleanVector>(operands),
        _ => Coalesce<TextVector>(operands),
    };

    private Case<TVector> Case<TVector>(Expression<BooleanVector>[] conditions, Expression[] results)
        where TVector : Vector, new() =>
        Get(Key("case", [.. conditions, .. results]), slot => new Case<TVector>(
            slot,
            conditions,
            Typed<TVector>(results)));

    private Coalesce<TVector> Coalesce<TVector>(Expression[] operands)
        where TVector : Vector, new() =>
        Get(Key("coalesce", operands), slot => new Coalesce<TVector>(slot, Typed<TVector>(operands)));

    private static Expression<TVector>[] Typed<TVector>(Expression[] expressions)
        where TVector : Vector, new() => Array.ConvertAll(expressions, expression => (Expression<TVector>)expression);
}
