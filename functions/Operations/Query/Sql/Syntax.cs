namespace Pipeline.Operations.Query.Sql;

/// <summary>Where a piece of syntax is in the SQL text, in UTF-16 units.</summary>
public readonly record struct SqlSpan(int Start, int Length)
{
    /// <summary>First unit after the piece.</summary>
    public int End => Start + Length;

    /// <summary>From the start of this piece to the end of <paramref name="last"/>, which comes after it.</summary>
    public SqlSpan To(SqlSpan last) => new(Start, last.End - Start);
}

/// <summary>A parsed SELECT, before names and kinds are looked up.</summary>
/// <param name="Items">Empty for <c>SELECT *</c>.</param>
/// <param name="Limit">Null without LIMIT.</param>
public sealed record SelectSyntax(
    IReadOnlyList<SelectItemSyntax> Items,
    ExpressionSyntax? Where,
    IReadOnlyList<ExpressionSyntax> GroupBy,
    ExpressionSyntax? Having,
    IReadOnlyList<OrderItemSyntax> OrderBy,
    long? Limit);

/// <param name="Name">The alias after AS, or null. The default name of an unnamed item is its text in the SQL.</param>
public sealed record SelectItemSyntax(ExpressionSyntax Expression, string? Name);

/// <param name="NullsFirst">NULLs come last unless the SQL says NULLS FIRST, regardless of the direction.</param>
public sealed record OrderItemSyntax(ExpressionSyntax Expression, bool Descending, bool NullsFirst);

/// <param name="Span">All of the expression's text, with the parentheses around it.</param>
public abstract record ExpressionSyntax(SqlSpan Span);

/// <param name="Name">As written, without quotes; dotted for paths.</param>
/// <param name="Quoted">
/// Quoted names match exactly; others match regardless of letter case if there is no exact match.
/// </param>
public sealed record ColumnSyntax(string Name, bool Quoted, SqlSpan Span) : ExpressionSyntax(Span);

/// <param name="Text">Decimal text, as written and without a sign: <c>1</c>, <c>1.5</c>, <c>.5</c>, <c>1e3</c>.</param>
public sealed record NumberSyntax(string Text, SqlSpan Span) : ExpressionSyntax(Span);

public sealed record TextSyntax(string Value, SqlSpan Span) : ExpressionSyntax(Span);

public sealed record BooleanSyntax(bool Value, SqlSpan Span) : ExpressionSyntax(Span);

public sealed record NullSyntax(SqlSpan Span) : ExpressionSyntax(Span);

public sealed record UnarySyntax(UnaryOperator Operator, ExpressionSyntax Operand, SqlSpan Span)
    : ExpressionSyntax(Span);

public sealed record BinarySyntax(BinaryOperator Operator, ExpressionSyntax Left, ExpressionSyntax Right, SqlSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>value [NOT] LIKE pattern</c></summary>
public sealed record LikeSyntax(ExpressionSyntax Value, ExpressionSyntax Pattern, bool Negated, SqlSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>value [NOT] IN (items)</c></summary>
public sealed record InSyntax(ExpressionSyntax Value, IReadOnlyList<ExpressionSyntax> Items, bool Negated, SqlSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>value [NOT] BETWEEN low AND high</c></summary>
public sealed record BetweenSyntax(
    ExpressionSyntax Value,
    ExpressionSyntax Low,
    ExpressionSyntax High,
    bool Negated,
    SqlSpan Span) : ExpressionSyntax(Span);

/// <summary><c>value IS [NOT] NULL</c></summary>
public sealed record IsNullSyntax(ExpressionSyntax Value, bool Negated, SqlSpan Span) : ExpressionSyntax(Span);

/// <param name="Subject">The x of <c>CASE x WHEN …</c>, or null for <c>CASE WHEN …</c>.</param>
public sealed record CaseSyntax(
    ExpressionSyntax? Subject,
    IReadOnlyList<WhenSyntax> Whens,
    ExpressionSyntax? Else,
    SqlSpan Span) : ExpressionSyntax(Span);

public sealed record WhenSyntax(ExpressionSyntax Condition, ExpressionSyntax Result);

/// <summary><c>CAST(value AS type)</c>; also <c>DATE 'text'</c> and <c>TIMESTAMP 'text'</c>.</summary>
/// <param name="Type">Upper-cased type name as written, such as DECIMAL, TEXT, BOOLEAN.</param>
public sealed record CastSyntax(ExpressionSyntax Value, string Type, SqlSpan Span) : ExpressionSyntax(Span);

/// <summary><c>EXTRACT(part FROM value)</c></summary>
/// <param name="Part">As written.</param>
public sealed record ExtractSyntax(string Part, SqlSpan PartSpan, ExpressionSyntax Value, SqlSpan Span)
    : ExpressionSyntax(Span);

/// <summary>A function or aggregate call. <c>COUNT(*)</c> has <see cref="Star"/> and no arguments.</summary>
/// <param name="Name">Upper-cased.</param>
public sealed record CallSyntax(
    string Name,
    IReadOnlyList<ExpressionSyntax> Arguments,
    bool Star,
    bool Distinct,
    SqlSpan Span) : ExpressionSyntax(Span);

public enum UnaryOperator { Not, Negate }

public enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Concatenate,
}
