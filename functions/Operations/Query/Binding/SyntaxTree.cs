using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>Searches syntax trees.</summary>
internal static class SyntaxTree
{
    /// <summary>Whether an expression or any expression inside it satisfies a predicate.</summary>
    public static bool Any(ExpressionSyntax syntax, Func<ExpressionSyntax, bool> predicate) =>
        predicate(syntax) || Children(syntax).Any(child => Any(child, predicate));

    private static IEnumerable<ExpressionSyntax> Children(ExpressionSyntax syntax) => syntax switch
    {
        UnarySyntax unary => [unary.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        LikeSyntax like => [like.Value, like.Pattern],
        InSyntax list => [list.Value, .. list.Items],
        BetweenSyntax between => [between.Value, between.Low, between.High],
        IsNullSyntax isNull => [isNull.Value],
        CastSyntax cast => [cast.Value],
        ExtractSyntax extract => [extract.Value],
        CallSyntax call => call.Arguments,
        CaseSyntax choice =>
        [
            .. choice.Subject is null ? [] : new[] { choice.Subject },
            .. choice.Whens.SelectMany(when => new[] { when.Condition, when.Result }),
            .. choice.Else is null ? [] : new[] { choice.Else },
        ],
        _ => [],
    };
}
