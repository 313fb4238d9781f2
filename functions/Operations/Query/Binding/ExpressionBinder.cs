using System.Text;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Turns syntax into the expressions of a pool. A scope resolves the names.</summary>
internal sealed class ExpressionBinder(ExpressionPool pool, Scope scope)
{
    private readonly Dictionary<ExpressionSyntax, Expression> _bound = new(ReferenceEqualityComparer.Instance);

    public ExpressionPool Pool => pool;

    public Scope Scope => scope;

    public Expression Bind(ExpressionSyntax syntax)
    {
        if (!_bound.TryGetValue(syntax, out var bound))
        {
            bound = scope.Resolve(syntax) ?? pool.Fold(Build(syntax), out var reason)
                ?? throw SqlError.At(scope.Sql, syntax.Span, reason.TrimEnd('.'));
            _bound.Add(syntax, bound);
        }
        return bound;
    }

    /// <param name="user">What needs the number, such as <c>SUM</c>.</param>
    public Expression<NumberVector> Number(ExpressionSyntax syntax, string user) =>
        (Expression<NumberVector>)OfKind(syntax, ColumnKind.Number, $"{user} needs a number");

    /// <param name="user">What needs the text, such as <c>LOWER</c>.</param>
    public Expression<TextVector> Text(ExpressionSyntax syntax, string user) =>
        (Expression<TextVector>)OfKind(syntax, ColumnKind.Text, $"{user} needs text");

    /// <param name="user">What needs the condition, such as <c>WHERE</c>.</param>
    public Expression<BooleanVector> Condition(ExpressionSyntax syntax, string user) =>
        (Expression<BooleanVector>)OfKind(syntax, ColumnKind.Boolean, $"{user} needs a condition");

    public Expression<TextVector> AnyAsText(ExpressionSyntax syntax) => Casts.ToText(pool, Bind(syntax));

    /// <summary>Binds expressions that must be of one kind; NULLs take the kind of the others.</summary>
    public Expression[] OneKind(IReadOnlyList<ExpressionSyntax> syntaxes)
    {
        Expression[] bound = [.. syntaxes.Select(Bind)];
        var first = Array.FindIndex(bound, expression => !IsNull(expression));
        for (var i = 0; i < bound.Length && first >= 0; i++)
        {
            if (IsNull(bound[i]))
                bound[i] = pool.Null(bound[first].Kind);
            else if (bound[i].Kind != bound[first].Kind)
                throw Mixed(syntaxes[first], bound[first], syntaxes[i], bound[i]);
        }
        if (first >= 0 && bound[first].Kind == ColumnKind.Text)
            TimeFunctions.Unify(this, syntaxes, bound);
        return bound;
    }

    private static bool IsNull(Expression expression) => expression is TextConstant { IsNull: true };

    private Expression OfKind(ExpressionSyntax syntax, ColumnKind kind, string need)
    {
        var bound = Bind(syntax);
        if (IsNull(bound)) return pool.Null(kind);
        var text = scope.Text(syntax);
        if (bound.Kind != kind && bound.TextKind != TextKind.Any)
            throw SqlError.At(
                scope.Sql,
                syntax.Span,
                $"{need}, but {text} is a time: write DATE_DIFF('day', from, to) for a difference, or EXTRACT(EPOCH "
                    + "FROM x) for a number");
        return bound.Kind == kind
            ? bound
            : throw SqlError.At(
                scope.Sql,
                syntax.Span,
                $"{need}, but {text} is {Kinds.Named(bound.Kind)}: "
                    + Kinds.Advice(text, bound.Kind, kind)
                    + FormatAdvice(syntax, bound.Kind));
    }

    private static string FormatAdvice(ExpressionSyntax syntax, ColumnKind from) =>
        syntax is ColumnSyntax && from == ColumnKind.Text ? ", or set the column's kind in format.types" : "";

    private InvalidRequestException Mixed(
        ExpressionSyntax one,
        Expression first,
        ExpressionSyntax other,
        Expression second)
    {
        // The advice is for the side that is text: the other side most likely has the intended kind.
        var (changed, from, to) = first.Kind == ColumnKind.Text ? (one, first, second) : (other, second, first);
        var advice =
            from.TextKind != TextKind.Any
                ? "a time can be compared with a time or with text such as '2026-01-31', and EXTRACT(EPOCH FROM "
                    + $"{scope.Text(changed)}) is a number"
                : Kinds.Advice(scope.Text(changed), from.Kind, to.Kind) + FormatAdvice(changed, from.Kind);
        return SqlError.At(
            scope.Sql,
            other.Span,
            $"{scope.Text(one)} is {Kinds.Named(first)} and {scope.Text(other)} is {Kinds.Named(second)}, expected the "
                + $"same kind: {advice}");
    }

    private Expression Build(ExpressionSyntax syntax) =>
        syntax switch
        {
            NumberSyntax number => Literal(number),
            TextSyntax text => pool.Constant(Encoding.UTF8.GetBytes(text.Value)),
            BooleanSyntax boolean => pool.Constant(boolean.Value),
            NullSyntax => pool.Null(ColumnKind.Text),
            UnarySyntax { Operator: UnaryOperator.Not } not => pool.Not(Condition(not.Operand, "NOT")),
            UnarySyntax minus => pool.Add(
                pool.Constant(Core.Numbers.Number.Zero),
                Number(minus.Operand, "-"),
                subtracts: true),
            BinarySyntax binary => Binary(binary),
            LikeSyntax like => Negate(like.Negated, pool.Like(Text(like.Value, "LIKE"), Text(like.Pattern, "LIKE"))),
            InSyntax list => Negate(list.Negated, In(list)),
            BetweenSyntax between => Negate(between.Negated, Between(between)),
            IsNullSyntax isNull => Negate(isNull.Negated, pool.IsNull(Bind(isNull.Value))),
            CaseSyntax choice => Case(choice),
            CastSyntax cast => Casts.Bind(this, cast),
            CallSyntax call => Functions.Bind(this, call),
            ExtractSyntax extract => TimeFunctions.Extract(this, extract),
            _ => throw new InvalidOperationException($"No rule binds {syntax.GetType().Name}."),
        };

    private NumberConstant Literal(NumberSyntax syntax) =>
        Core.Numbers.Number.TryParse(Encoding.UTF8.GetBytes(syntax.Text), out var number) ? pool.Constant(number)
            : throw SqlError.At(scope.Sql, syntax.Span,
                $"{syntax.Text} is not a number with at most {Core.Numbers.Number.MaxDigits} digits "
                + $"and an exponent of at most {Core.Numbers.Number.MaxExponent}");

    private Expression Binary(BinarySyntax syntax) => syntax.Operator switch
    {
        BinaryOperator.And => pool.And(Condition(syntax.Left, "AND"), Condition(syntax.Right, "AND")),
        BinaryOperator.Or => pool.Or(Condition(syntax.Left, "OR"), Condition(syntax.Right, "OR")),
        BinaryOperator.Add => pool.Add(Number(syntax.Left, "+"), Number(syntax.Right, "+")),
        BinaryOperator.Subtract => pool.Add(Number(syntax.Left, "-"), Number(syntax.Right, "-"), subtracts: true),
        BinaryOperator.Multiply => pool.Multiply(Number(syntax.Left, "*"), Number(syntax.Right, "*")),
        BinaryOperator.Divide => pool.Divide(Number(syntax.Left, "/"), Number(syntax.Right, "/")),
        BinaryOperator.Remainder => pool.Remainder(Number(syntax.Left, "%"), Number(syntax.Right, "%")),
        BinaryOperator.Concatenate => pool.Concatenate(AnyAsText(syntax.Left), AnyAsText(syntax.Right)),
        _ => Compare(syntax.Operator, OneKind([syntax.Left, syntax.Right])),
    };

    private Expression<BooleanVector> Compare(BinaryOperator comparison, Expression[] sides) => comparison switch
    {
        BinaryOperator.Equal => pool.Compare(Comparison.Equal, sides[0], sides[1]),
        BinaryOperator.NotEqual => pool.Compare(Comparison.NotEqual, sides[0], sides[1]),
        BinaryOperator.Less => pool.Compare(Comparison.Less, sides[0], sides[1]),
        BinaryOperator.LessOrEqual => pool.Compare(Comparison.LessOrEqual, sides[0], sides[1]),
        BinaryOperator.Greater => pool.Compare(Comparison.Less, sides[1], sides[0]),
        _ => pool.Compare(Comparison.LessOrEqual, sides[1], sides[0]),
    };

    private Expression<BooleanVector> Negate(bool negated, Expression<BooleanVector> condition) =>
        negated ? pool.Not(condition) : condition;

    private Expression<BooleanVector> Between(BetweenSyntax syntax)
    {
        var all = OneKind([syntax.Value, syntax.Low, syntax.High]);
        return pool.And(
            pool.Compare(Comparison.LessOrEqual, all[1], all[0]),
            pool.Compare(Comparison.LessOrEqual, all[0], all[2]));
    }

    /// <summary>Constants are looked up in a set; other items, including NULL, are compared one by one.</summary>
    private Expression<BooleanVector> In(InSyntax syntax)
    {
        var all = OneKind([syntax.Value, .. syntax.Items]);
        var sets = all[1..]
            .ToLookup(item => item is NumberConstant { IsNull: false } or TextConstant { IsNull: false });
        Expression<BooleanVector>? found = sets[true].Any() ? pool.In(all[0], [.. sets[true]]) : null;
        foreach (var item in sets[false].Distinct())
        {
            var equal = pool.Compare(Comparison.Equal, all[0], item);
            found = found is null ? equal : pool.Or(found, equal);
        }
        return found!;
    }

    private Expression Case(CaseSyntax syntax)
    {
        var results = syntax.Whens.Select(when => when.Result).Append(syntax.Else ?? new NullSyntax(syntax.Span));
        return pool.Case([.. Conditions(syntax)], OneKind([.. results]));
    }

    private IEnumerable<Expression<BooleanVector>> Conditions(CaseSyntax syntax)
    {
        if (syntax.Subject is null) return syntax.Whens.Select(when => Condition(when.Condition, "WHEN"));
        var all = OneKind([syntax.Subject, .. syntax.Whens.Select(when => when.Condition)]);
        return all[1..].Select(value => pool.Compare(Comparison.Equal, all[0], value));
    }
}
