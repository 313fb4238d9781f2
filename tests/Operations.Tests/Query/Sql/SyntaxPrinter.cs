using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

/// <summary>
/// Syntax as the tokens of its SQL, with only the parentheses that it needs. What binds how tightly is written down
/// here a second time, on purpose.
/// </summary>
internal static class SyntaxPrinter
{
    private const int Or = 0,
        And = 1,
        Not = 2,
        Comparison = 3,
        Test = 4,
        Concatenation = 5,
        Sum = 6,
        Product = 7,
        Operand = 8;

    public static string[] Tokens(SelectSyntax select) =>
    [
        "SELECT",
        .. select.Items.Count == 0 ? ["*"] : List(select.Items, Item),
        "FROM",
        "dataset",
        .. select.Where is null ? [] : Keyword("WHERE", Print(select.Where, Or)),
        .. select.GroupBy.Count == 0 ? [] : Keyword("GROUP BY", List(select.GroupBy, item => Print(item, Or))),
        .. select.Having is null ? [] : Keyword("HAVING", Print(select.Having, Or)),
        .. select.OrderBy.Count == 0 ? [] : Keyword("ORDER BY", List(select.OrderBy, Order)),
        .. select.Limit is null ? [] : Keyword("LIMIT", [$"{select.Limit}"]),
    ];

    private static string[] Item(SelectItemSyntax item) =>
        [.. Print(item.Expression, Or), .. item.Name is null ? [] : Keyword("AS", [Quote(item.Name)])];

    private static string[] Order(OrderItemSyntax item) =>
    [
        .. Print(item.Expression, Or),
        .. item.Descending ? ["DESC"] : Array.Empty<string>(),
        .. item.NullsFirst ? Keyword("NULLS FIRST", []) : [],
    ];

    private static string[] Print(ExpressionSyntax expression, int min)
    {
        var (level, tokens) = Print(expression);
        return level >= min ? tokens : ["(", .. tokens, ")"];
    }

    private static (int Level, string[] Tokens) Print(ExpressionSyntax expression) =>
        expression switch
        {
            ColumnSyntax { Quoted: true } column => (Operand, [Quote(column.Name)]),
            ColumnSyntax column => (Operand, List(column.Name.Split('.'), step => [step], ".")),
            NumberSyntax number => (Operand, [number.Text]),
            TextSyntax text => (Operand, [$"'{text.Value.Replace("'", "''", StringComparison.Ordinal)}'"]),
            BooleanSyntax boolean => (Operand, [boolean.Value ? "TRUE" : "FALSE"]),
            NullSyntax => (Operand, ["NULL"]),
            UnarySyntax { Operator: UnaryOperator.Not } not => (Not, ["NOT", .. Print(not.Operand, Not)]),
            UnarySyntax sign => (Operand, ["-", .. Print(sign.Operand, Operand)]),
            BinarySyntax binary => Binary(binary),
            LikeSyntax like => (
                Test,
                [.. Print(like.Value, Test), .. Negate(like.Negated), "LIKE", .. Print(like.Pattern, Concatenation)]),
            InSyntax @in => (
                Test,
                [
                    .. Print(@in.Value, Test),
                    .. Negate(@in.Negated),
                    "IN",
                    "(",
                    .. List(@in.Items, item => Print(item, Or)),
                    ")",
                ]),
            BetweenSyntax between => (
                Test,
                [
                    .. Print(between.Value, Test),
                    .. Negate(between.Negated),
                    "BETWEEN",
                    .. Print(between.Low, Concatenation),
                    "AND",
                    .. Print(between.High, Concatenation),
                ]),
            IsNullSyntax isNull => (
                Comparison,
                [.. Print(isNull.Value, Comparison), "IS", .. Negate(isNull.Negated), "NULL"]),
            CaseSyntax @case => (
                Operand,
                [
                    "CASE",
                    .. @case.Subject is null ? [] : Print(@case.Subject, Or),
                    .. @case.Whens.SelectMany(when =>
                        (string[])["WHEN", .. Print(when.Condition, Or), "THEN", .. Print(when.Result, Or)]),
                    .. @case.Else is null ? [] : Keyword("ELSE", Print(@case.Else, Or)),
                    "END",
                ]),
            CastSyntax cast => (Operand, ["CAST", "(", .. Print(cast.Value, Or), "AS", cast.Type, ")"]),
            ExtractSyntax extract => (
                Operand,
                ["EXTRACT", "(", extract.Part, "FROM", .. Print(extract.Value, Or), ")"]),
            CallSyntax { Star: true } call => (Operand, [call.Name, "(", "*", ")"]),
            CallSyntax call => (
                Operand,
                [
                    call.Name,
                    "(",
                    .. call.Distinct ? ["DISTINCT"] : Array.Empty<string>(),
                    .. List(call.Arguments, item => Print(item, Or)),
                    ")",
                ]),
            _ => throw new ArgumentException($"no SQL for {expression}"),
        };

    private static (int Level, string[] Tokens) Binary(BinarySyntax binary)
    {
        var level = binary.Operator switch
        {
            BinaryOperator.Or => Or,
            BinaryOperator.And => And,
            BinaryOperator.Concatenate => Concatenation,
            BinaryOperator.Add or BinaryOperator.Subtract => Sum,
            BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => Product,
            _ => Comparison,
        };
        return (
            level,
            [
                .. Print(binary.Left, level),
                SyntaxText.Symbol(binary.Operator).ToUpperInvariant(),
                .. Print(binary.Right, level + 1),
            ]);
    }

    private static string[] Negate(bool negated) => negated ? ["NOT"] : [];

    private static string[] Keyword(string words, string[] rest) => [.. words.Split(' '), .. rest];

    private static string[] List<T>(IEnumerable<T> items, Func<T, string[]> print, string delimiter = ",") =>
        [.. items.SelectMany((item, i) => (string[])[.. i == 0 ? Array.Empty<string>() : [delimiter], .. print(item)])];

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
