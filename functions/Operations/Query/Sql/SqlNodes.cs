using Pipeline.Core.Errors;
using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <param name="Star">The star of <c>COUNT(*)</c>.</param>
internal readonly record struct CallArguments(
    ExpressionSyntax[] Items,
    bool Distinct = false,
    Token<SqlToken>? Star = null);

/// <summary>Builds syntax from tokens.</summary>
internal static class SqlNodes
{
    public static ExpressionSyntax Literal(Token<SqlToken> token) => token.Kind switch
    {
        SqlToken.Number => new NumberSyntax(token.ToStringValue(), token.Place()),
        SqlToken.Text => new TextSyntax(Unquoted(token), token.Place()),
        SqlToken.Null => new NullSyntax(token.Place()),
        var kind => new BooleanSyntax(kind == SqlToken.True, token.Place()),
    };

    public static ExpressionSyntax Column(Token<SqlToken>[] steps) => new ColumnSyntax(
        string.Join('.', steps.Select(Unquoted)),
        Array.Exists(steps, step => step.Kind == SqlToken.QuotedName),
        steps[0].Place().To(steps[^1].Place()));

    public static ExpressionSyntax Call(Token<SqlToken> name, CallArguments arguments, Token<SqlToken> close)
    {
        if (name.Kind == SqlToken.QuotedName)
            throw At(name, "write a function's name without quotes");
        if (arguments.Star is { } star && !name.Is("COUNT"))
            throw At(star, $"only COUNT supports *: name a column, as in {Upper(name)}(x)");
        return new CallSyntax(
            Upper(name),
            arguments.Items,
            arguments.Star is not null,
            arguments.Distinct,
            name.Place().To(close.Place()));
    }

    /// <summary>The operand after any number of NOTs or signs; a plus sign has no effect.</summary>
    public static ExpressionSyntax Prefixed(Token<SqlToken>[] prefixes, ExpressionSyntax operand)
    {
        for (var i = prefixes.Length - 1; i >= 0; i--)
        {
            var span = prefixes[i].Place().To(operand.Span);
            operand = prefixes[i].Kind switch
            {
                SqlToken.Not => new UnarySyntax(UnaryOperator.Not, operand, span),
                SqlToken.Minus => new UnarySyntax(UnaryOperator.Negate, operand, span),
                _ => operand with { Span = span },
            };
        }

        return operand;
    }

    public static string Upper(Token<SqlToken> word) => word.ToStringValue().ToUpperInvariant();

    /// <summary>The value of a text, the unquoted form of a quoted name, or any other token as written.</summary>
    public static string Unquoted(Token<SqlToken> token)
    {
        var text = token.ToStringValue();
        return token.Kind is SqlToken.Text or SqlToken.QuotedName
            ? text[1..^1].Replace(new string(text[0], 2), text[..1], StringComparison.Ordinal)
            : text;
    }

    public static InvalidRequestException At(Token<SqlToken> token, string message) =>
        SqlError.At(token.Span.Source!, token.Place(), message);
}
