using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using static Pipeline.Operations.Query.Sql.SqlNodes;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// The grammar of operands: values, names, calls, CASE and parentheses. <see cref="SqlOperators"/> combines them.
/// </summary>
internal static class SqlExpressions
{
    public static readonly TokenListParser<SqlToken, ExpressionSyntax> Expression = input =>
        SqlOperators.Expression(input);

    public static readonly TokenListParser<SqlToken, ExpressionSyntax[]> Expressions =
        Expression.AtLeastOnceDelimitedBy(The(SqlToken.Comma));

    public static readonly TokenListParser<SqlToken, Token<SqlToken>> Name =
        Token.Matching<SqlToken>(kind => kind is SqlToken.Word or SqlToken.QuotedName, "a name");

    private static readonly TokenListParser<SqlToken, ExpressionSyntax> Value =
        Token.Matching<SqlToken>(
            kind => kind is SqlToken.Number or SqlToken.Text or SqlToken.True or SqlToken.False or SqlToken.Null,
            "an expression").Select(Literal);

    private static readonly TokenListParser<SqlToken, ExpressionSyntax> Parenthesised =
        from open in The(SqlToken.Open)
        from inner in Expression
        from close in The(SqlToken.Close)
        select inner with { Span = open.Place().To(close.Place()) };

    private static readonly TokenListParser<SqlToken, ExpressionSyntax> Cast =
        from cast in The(SqlToken.Cast)
        from value in The(SqlToken.Open).IgnoreThen(Expression)
        from type in The(SqlToken.As).IgnoreThen(The(SqlToken.Word).Named("a type"))
        from close in The(SqlToken.Close)
        select (ExpressionSyntax)new CastSyntax(value, Upper(type), cast.Place().To(close.Place()));

    private static readonly TokenListParser<SqlToken, ExpressionSyntax> TimeLiteral =
        from type in The(SqlToken.Word)
        from text in The(SqlToken.Text)
        select (ExpressionSyntax)new CastSyntax(Literal(text), Upper(type), type.Place().To(text.Place()));

    private static readonly TokenListParser<SqlToken, ExpressionSyntax> Extract =
        from extract in The(SqlToken.Word)
        from part in The(SqlToken.Open).IgnoreThen(Token.Matching<SqlToken>(
            kind => kind is SqlToken.Word or SqlToken.Text, "a part of a time, such as YEAR"))
        from value in The(SqlToken.From).IgnoreThen(Expression)
        from close in The(SqlToken.Close)
        select (ExpressionSyntax)
            new ExtractSyntax(Unquoted(part), part.Place(), value, extract.Place().To(close.Place()));

    private static readonly TokenListParser<SqlToken, WhenSyntax> When =
        from condition in The(SqlToken.When).IgnoreThen(Expression)
        from result in The(SqlToken.Then).IgnoreThen(Expression)
        select new WhenSyntax(condition, result);

    private static readonly TokenListParser<SqlToken, ExpressionSyntax> Case =
        from start in The(SqlToken.Case)
        from subject in Expression.AsNullable().OptionalOrDefault()
        from whens in When.AtLeastOnce()
        from otherwise in The(SqlToken.Else).IgnoreThen(Expression).AsNullable().OptionalOrDefault()
        from end in The(SqlToken.End)
        select (ExpressionSyntax)new CaseSyntax(subject, whens, otherwise, start.Place().To(end.Place()));

    private static readonly TokenListParser<SqlToken, CallArguments> Arguments = The(SqlToken.Star)
        .Select(star => new CallArguments([], Star: star))
        .Or(The(SqlToken.Distinct).IgnoreThen(Expressions).Select(items => new CallArguments(items, Distinct: true)))
        .Or(Expressions.Select(items => new CallArguments(items)))
        .OptionalOrDefault(new CallArguments([]));

    private static readonly TokenListParser<SqlToken, Func<Token<SqlToken>, ExpressionSyntax>> CallOfName =
        from arguments in The(SqlToken.Open).IgnoreThen(Arguments)
        from close in The(SqlToken.Close)
        select (Func<Token<SqlToken>, ExpressionSyntax>)(name => Call(name, arguments, close));

    // After a dot every word is a name: nothing else is valid there.
    private static readonly TokenListParser<SqlToken, Func<Token<SqlToken>, ExpressionSyntax>> PathOfName =
        from steps in The(SqlToken.Dot).IgnoreThen(Token.Matching<SqlToken>(
            kind => kind is SqlToken.Word or SqlToken.QuotedName || kind.IsKeyword(), "a name")).Many()
        select (Func<Token<SqlToken>, ExpressionSyntax>)(name => Column([name, .. steps]));

    private static readonly TokenListParser<SqlToken, ExpressionSyntax> CallOrColumn =
        from name in Name
        from make in CallOfName.Or(PathOfName)
        select make(name);

    /// <summary>
    /// An operand. Chosen by its first tokens: trying one parser after the other would take a stack frame for each in
    /// every pair of parentheses.
    /// </summary>
    public static TokenListParserResult<SqlToken, ExpressionSyntax> Operand(TokenList<SqlToken> input)
    {
        var first = input.ConsumeToken();
        var second = first.HasValue ? first.Remainder.ConsumeToken() : first;
        var next = second.HasValue ? second.Value.Kind : SqlToken.Space;
        var parser = !first.HasValue ? Value : first.Value.Kind switch
        {
            SqlToken.Word when next == SqlToken.Text && first.Value.IsTimeType() => TimeLiteral,
            SqlToken.Word when next == SqlToken.Open && first.Value.Is("EXTRACT") => Extract,
            SqlToken.Word or SqlToken.QuotedName => CallOrColumn,
            SqlToken.Open => Parenthesised,
            SqlToken.Case => Case,
            SqlToken.Cast => Cast,
            _ => Value,
        };
        return parser(input);
    }

    /// <summary>One token of this kind.</summary>
    public static TokenListParser<SqlToken, Token<SqlToken>> The(SqlToken expected) =>
        Token.Matching<SqlToken>(kind => kind == expected, expected.Describe());
}
