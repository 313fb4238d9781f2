using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

/// <summary>Syntax as S-expressions: every grouping is seen, no place is.</summary>
internal static class SyntaxText
{
    /// <summary>Parses one expression and shows it.</summary>
    public static string OfExpression(string sql) => Of(Expression(sql));

    public static ExpressionSyntax Expression(string sql) =>
        Assert.Single(SqlParser.Parse($"SELECT {sql} FROM dataset").Items).Expression;

    public static string Of(SelectSyntax select) => Node(
        "select",
        select.Items.Count == 0 ? "*" : Node("items", [.. select.Items.Select(item =>
            item.Name is null ? Of(item.Expression) : Node("as", Of(item.Expression), Quote(item.Name)))]),
        select.Where is null ? "" : Node("where", Of(select.Where)),
        select.GroupBy.Count == 0 ? "" : Node("group", All(select.GroupBy)),
        select.Having is null ? "" : Node("having", Of(select.Having)),
        select.OrderBy.Count == 0 ? "" : Node("order", [.. select.OrderBy.Select(item =>
            Node(item.Descending ? "desc" : "asc", Of(item.Expression), item.NullsFirst ? "nulls-first" : ""))]),
        select.Limit is null ? "" : Node("limit", $"{select.Limit}"));

    public static string Of(ExpressionSyntax expression) =>
        expression switch
        {
            ColumnSyntax column => column.Quoted ? Quote(column.Name) : column.Name,
            NumberSyntax number => number.Text,
            TextSyntax text => $"'{text.Value}'",
            BooleanSyntax boolean => boolean.Value ? "true" : "false",
            NullSyntax => "null",
            UnarySyntax unary => Node(unary.Operator == UnaryOperator.Not ? "not" : "neg", Of(unary.Operand)),
            BinarySyntax binary => Node(Symbol(binary.Operator), Of(binary.Left), Of(binary.Right)),
            LikeSyntax like => Node(Negate(like.Negated, "like"), Of(like.Value), Of(like.Pattern)),
            InSyntax @in => Node(Negate(@in.Negated, "in"), [Of(@in.Value), .. All(@in.Items)]),
            BetweenSyntax between => Node(
                Negate(between.Negated, "between"),
                Of(between.Value),
                Of(between.Low),
                Of(between.High)),
            IsNullSyntax isNull => Node(Negate(isNull.Negated, "null?"), Of(isNull.Value)),
            CaseSyntax @case => Node(
                "case",
                [
                    @case.Subject is null ? "" : Of(@case.Subject),
                    .. @case.Whens.Select(when => Node("when", Of(when.Condition), Of(when.Result))),
                    @case.Else is null ? "" : Node("else", Of(@case.Else)),
                ]),
            CastSyntax cast => Node("cast", Of(cast.Value), cast.Type),
            ExtractSyntax extract => Node("extract", extract.Part.ToUpperInvariant(), Of(extract.Value)),
            CallSyntax call => Node(
                call.Name,
                [call.Star ? "*" : "", call.Distinct ? "distinct" : "", .. All(call.Arguments)]),
            _ => throw new ArgumentException($"no text for {expression}"),
        };

    public static string Symbol(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Concatenate => "||",
        _ => throw new ArgumentException($"no symbol for {@operator}"),
    };

    private static string[] All(IEnumerable<ExpressionSyntax> expressions) => [.. expressions.Select(Of)];

    private static string Negate(bool negated, string name) => negated ? $"not-{name}" : name;

    private static string Quote(string name) => $"\"{name}\"";

    private static string Node(string name, params string[] children) =>
        $"({string.Join(' ', [name, .. children.Where(child => child.Length > 0)])})";
}
