using System.Runtime.CompilerServices;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using static Pipeline.Operations.Query.Sql.SqlExpressions;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// How tightly operators bind, loosest first; all associate to the left. These are PostgreSQL's levels (its manual,
/// 4.1.6), except IS, which is on the level of the comparisons.
/// </summary>
internal enum Binding { Or, And, Not, Comparison, Test, Concatenation, Sum, Product, Sign }

/// <summary>A suffix that turns a value into another: <c>IS NULL</c>, <c>NOT IN (1, 2)</c>.</summary>
internal delegate ExpressionSyntax Suffix(ExpressionSyntax value);

/// <summary>
/// Combines operands and operators by precedence climbing. A chain of parsers, one for each level, would be as
/// readable, but it takes a stack frame for each level in every pair of parentheses, and two megabytes for <see
/// cref="SqlLimits.Nesting"/> pairs.
/// </summary>
internal static class SqlOperators
{
    private static readonly TokenListParser<SqlToken, Token<SqlToken>[]> Nots = The(SqlToken.Not).Many();

    private static readonly TokenListParser<SqlToken, Token<SqlToken>[]> Signs =
        Token.Matching<SqlToken>(kind => kind is SqlToken.Plus or SqlToken.Minus, "a sign").Many();

    // The operands of a test end before any AND, which is how BETWEEN keeps its own.
    private static readonly TokenListParser<SqlToken, ExpressionSyntax> TestOperand =
        input => Climb(input, Binding.Concatenation);

    private static readonly TokenListParser<SqlToken, Suffix> Tests = Test(negated: false);

    private static readonly TokenListParser<SqlToken, Suffix> NegatedTests =
        The(SqlToken.Not).IgnoreThen(Test(negated: true));

    private static readonly TokenListParser<SqlToken, Suffix> IsNull =
        from not in The(SqlToken.Is).IgnoreThen(The(SqlToken.Not).Optional())
        from end in The(SqlToken.Null)
        select (Suffix)(value => new IsNullSyntax(value, Negated: not is not null, value.Span.To(end.Place())));

    private static readonly Dictionary<SqlToken, (Binding Binding, TokenListParser<SqlToken, Suffix> Parser)> Suffixes =
        new()
        {
            [SqlToken.Or] = Binary(Binding.Or, BinaryOperator.Or),
            [SqlToken.And] = Binary(Binding.And, BinaryOperator.And),
            [SqlToken.Equal] = Binary(Binding.Comparison, BinaryOperator.Equal),
            [SqlToken.NotEqual] = Binary(Binding.Comparison, BinaryOperator.NotEqual),
            [SqlToken.Less] = Binary(Binding.Comparison, BinaryOperator.Less),
            [SqlToken.LessOrEqual] = Binary(Binding.Comparison, BinaryOperator.LessOrEqual),
            [SqlToken.Greater] = Binary(Binding.Comparison, BinaryOperator.Greater),
            [SqlToken.GreaterOrEqual] = Binary(Binding.Comparison, BinaryOperator.GreaterOrEqual),
            [SqlToken.Is] = (Binding.Comparison, IsNull),
            [SqlToken.Like] = (Binding.Test, Tests),
            [SqlToken.In] = (Binding.Test, Tests),
            [SqlToken.Between] = (Binding.Test, Tests),
            [SqlToken.Not] = (Binding.Test, NegatedTests),
            [SqlToken.Concatenate] = Binary(Binding.Concatenation, BinaryOperator.Concatenate),
            [SqlToken.Plus] = Binary(Binding.Sum, BinaryOperator.Add),
            [SqlToken.Minus] = Binary(Binding.Sum, BinaryOperator.Subtract),
            [SqlToken.Star] = Binary(Binding.Product, BinaryOperator.Multiply),
            [SqlToken.Slash] = Binary(Binding.Product, BinaryOperator.Divide),
            [SqlToken.Percent] = Binary(Binding.Product, BinaryOperator.Remainder),
        };

    /// <summary>Any expression.</summary>
    public static TokenListParserResult<SqlToken, ExpressionSyntax> Expression(TokenList<SqlToken> input) =>
        Climb(input, Binding.Or);

    /// <summary>An expression whose operators bind at least as tightly as <paramref name="min"/>.</summary>
    private static TokenListParserResult<SqlToken, ExpressionSyntax> Climb(TokenList<SqlToken> input, Binding min)
    {
        // The limits fit the usual stack sizes, but a host's thread may have a smaller one, and a stack overflow cannot
        // be caught.
        if (!input.IsAtEnd && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw SqlNodes.At(
                input.First(), "the expression is nested too deeply: use fewer parentheses and CASEs");

        var left = Prefixed(input, min);
        while (left.HasValue && Following(left.Remainder, min) is { } suffix)
            left = Apply(suffix, left);
        return left;
    }

    /// <summary>The parser of the next operator and its operand, or null if the operator binds too loosely.</summary>
    private static TokenListParser<SqlToken, Suffix>? Following(TokenList<SqlToken> input, Binding min)
    {
        var next = input.ConsumeToken();
        return next.HasValue && Suffixes.TryGetValue(next.Value.Kind, out var suffix) && suffix.Binding >= min
            ? suffix.Parser
            : null;
    }

    private static TokenListParserResult<SqlToken, ExpressionSyntax> Apply(
        TokenListParser<SqlToken, Suffix> parser,
        TokenListParserResult<SqlToken, ExpressionSyntax> left)
    {
        var suffix = parser(left.Remainder);
        return suffix.HasValue
            ? TokenListParserResult.Value(suffix.Value(left.Value), left.Location, suffix.Remainder)
            : TokenListParserResult.CastEmpty<SqlToken, Suffix, ExpressionSyntax>(suffix);
    }

    private static TokenListParserResult<SqlToken, ExpressionSyntax> Prefixed(TokenList<SqlToken> input, Binding min)
    {
        var first = input.ConsumeToken();
        var kind = first.HasValue ? first.Value.Kind : SqlToken.Space;
        var isNot = kind == SqlToken.Not && min <= Binding.Not;
        if (!isNot && kind is not (SqlToken.Plus or SqlToken.Minus))
            return Operand(input);

        var prefixes = isNot ? Nots(input) : Signs(input);
        var operand = isNot ? Climb(prefixes.Remainder, Binding.Comparison) : Operand(prefixes.Remainder);
        return operand.HasValue
            ? TokenListParserResult.Value(SqlNodes.Prefixed(prefixes.Value, operand.Value), input, operand.Remainder)
            : operand;
    }

    private static (Binding, TokenListParser<SqlToken, Suffix>) Binary(Binding binding, BinaryOperator @operator)
    {
        TokenListParser<SqlToken, ExpressionSyntax> operand = input => Climb(input, binding + 1);
        return (binding, Token.Matching<SqlToken>(_ => true, "an operator").IgnoreThen(operand).Select(MakeBinary));

        Suffix MakeBinary(ExpressionSyntax right) =>
            left => new BinarySyntax(@operator, left, right, left.Span.To(right.Span));
    }

    private static TokenListParser<SqlToken, Suffix> Test(bool negated)
    {
        var like =
            from pattern in The(SqlToken.Like).IgnoreThen(TestOperand)
            select (Suffix)(value => new LikeSyntax(value, pattern, negated, value.Span.To(pattern.Span)));
        var membership =
            from items in The(SqlToken.In).IgnoreThen(The(SqlToken.Open)).IgnoreThen(SqlExpressions.Expressions)
            from close in The(SqlToken.Close)
            select (Suffix)(value => new InSyntax(value, items, negated, value.Span.To(close.Place())));
        var between =
            from low in The(SqlToken.Between).IgnoreThen(TestOperand)
            from high in The(SqlToken.And).IgnoreThen(TestOperand)
            select (Suffix)(value => new BetweenSyntax(value, low, high, negated, value.Span.To(high.Span)));
        return like.Or(membership).Or(between);
    }
}
