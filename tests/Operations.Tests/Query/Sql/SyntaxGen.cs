using CsCheck;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

/// <summary>Random syntax trees, of any shape that a query can have; their places are empty.</summary>
internal static class SyntaxGen
{
    private static readonly Gen<string> AnyText = Gen.Char["ab'\"`.-/*;é😀\n "]
        .Array[0, 5]
        .Select(chars => new string(chars));

    private static readonly Gen<string> Word = Gen.OneOf("a", "b1", "_c", "größe", "offset", "first", "left", "nulls");

    private static readonly Gen<ExpressionSyntax> Leaf = Gen.OneOf(
        Word.Array[1, 3].Select(steps => (ExpressionSyntax)new ColumnSyntax(string.Join('.', steps), false, default)),
        AnyText.Select(name => (ExpressionSyntax)new ColumnSyntax(name, true, default)),
        Gen.OneOf("0", "1.50", ".5", "1e3", "2E-7").Select(text => (ExpressionSyntax)new NumberSyntax(text, default)),
        AnyText.Select(text => (ExpressionSyntax)new TextSyntax(text, default)),
        Gen.Bool.Select(value => (ExpressionSyntax)new BooleanSyntax(value, default)),
        Gen.Const((ExpressionSyntax)new NullSyntax(default)),
        Gen.Const((ExpressionSyntax)new CallSyntax("COUNT", [], Star: true, Distinct: false, default)));

    public static readonly Gen<ExpressionSyntax> Expression = Gen.Recursive<ExpressionSyntax>(
        (depth, inner) => depth >= 5 ? Leaf : Gen.Frequency((2, Leaf), (5, Node(inner))));

    public static readonly Gen<SelectSyntax> Select =
        from items in Gen.Select(Expression, Maybe(AnyText))
            .Select((value, name) => new SelectItemSyntax(value, name))
            .Array[0, 3]
        from filter in Maybe(Expression)
        from groups in Expression.Array[0, 2]
        from having in Maybe(Expression)
        from order in Gen.Select(Expression, Gen.Bool, Gen.Bool)
            .Select((value, down, nullsFirst) => new OrderItemSyntax(value, down, nullsFirst)).Array[0, 2]
        from limit in Gen.Frequency((1, Gen.Const((long?)null)), (1, Gen.Long[0, long.MaxValue].Select(n => (long?)n)))
        select new SelectSyntax(items, filter, groups, having, order, limit);

    private static Gen<ExpressionSyntax> Node(Gen<ExpressionSyntax> inner) =>
        Gen.OneOf(
            Gen.Select(Gen.Enum<BinaryOperator>(), inner, inner)
                .Select((op, left, right) => (ExpressionSyntax)new BinarySyntax(op, left, right, default)),
            Gen.Select(Gen.Enum<BinaryOperator>(), inner, inner)
                .Select((op, left, right) => (ExpressionSyntax)new BinarySyntax(op, left, right, default)),
            Gen.Select(Gen.Enum<UnaryOperator>(), inner)
                .Select((op, operand) => (ExpressionSyntax)new UnarySyntax(op, operand, default)),
            Gen.Select(inner, inner, Gen.Bool)
                .Select((value, pattern, not) => (ExpressionSyntax)new LikeSyntax(value, pattern, not, default)),
            Gen.Select(inner, inner.Array[1, 3], Gen.Bool)
                .Select((value, items, not) => (ExpressionSyntax)new InSyntax(value, items, not, default)),
            Gen.Select(inner, inner, inner, Gen.Bool)
                .Select((value, low, high, not) => (ExpressionSyntax)new BetweenSyntax(value, low, high, not, default)),
            Gen.Select(inner, Gen.Bool).Select((value, not) => (ExpressionSyntax)new IsNullSyntax(value, not, default)),
            Gen.Select(
                    Maybe(inner),
                    Gen.Select(inner, inner).Select((condition, result) => new WhenSyntax(condition, result)).Array[
                        1,
                        2
                    ],
                    Maybe(inner))
                .Select(
                    (subject, whens, otherwise) => (ExpressionSyntax)new CaseSyntax(subject, whens, otherwise, default)
                ),
            inner.Select(value => (ExpressionSyntax)new CastSyntax(value, "DECIMAL", default)),
            Gen.Select(Gen.OneOf("YEAR", "epoch"), inner)
                .Select((part, value) => (ExpressionSyntax)new ExtractSyntax(part, default, value, default)),
            Gen.Select(Gen.OneOf("F", "LEFT", "COUNT"), inner.Array[0, 3], Gen.Bool)
                .Select(
                    (name, items, distinct) =>
                        (ExpressionSyntax)
                            new CallSyntax(name, items, Star: false, distinct && items.Length > 0, default)));

    private static Gen<T?> Maybe<T>(Gen<T> gen) where T : class =>
        Gen.Frequency((1, Gen.Const((T?)null)), (1, gen.Select(value => (T?)value)));
}
