using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <summary>A query with all names, kinds and functions resolved. Immutable, so threads can share it.</summary>
/// <param name="Columns">
/// Names of the columns to read. Expressions over records refer to columns by their index in this list.
/// </param>
/// <param name="Where">A condition on records.</param>
/// <param name="Aggregation">Null if each record gives one result row.</param>
/// <param name="Items">
/// The columns of the result: expressions over the records, or over the groups if there is an
/// <paramref name="Aggregation"/>.
/// </param>
/// <param name="OrderBy">Expressions over the same rows as the items.</param>
/// <param name="Limit">Null without LIMIT.</param>
public sealed record BoundQuery(
    IReadOnlyList<string> Columns,
    Expression<BooleanVector>? Where,
    Aggregation? Aggregation,
    IReadOnlyList<BoundItem> Items,
    IReadOnlyList<BoundOrder> OrderBy,
    long? Limit)
{
    internal int RecordSlots { get; init; }

    internal int GroupSlots { get; init; }

    /// <summary>Creates a context in which one thread evaluates expressions over records.</summary>
    public EvaluationContext NewRecordContext() => new(RecordSlots);

    /// <summary>
    /// Creates a context in which one thread evaluates expressions over groups. Its inputs are the keys, then the
    /// calls.
    /// </summary>
    public EvaluationContext NewGroupContext() => new(GroupSlots);
}

/// <summary>How records are grouped. Without keys there is one group, even if there are no records.</summary>
/// <param name="Keys">Expressions over the records; the first inputs of expressions over groups.</param>
/// <param name="Calls">The distinct aggregate calls; the inputs after the keys.</param>
/// <param name="Having">A condition on groups.</param>
public sealed record Aggregation(
    IReadOnlyList<Expression> Keys,
    IReadOnlyList<AggregateCall> Calls,
    Expression<BooleanVector>? Having);

/// <summary>A column of the result.</summary>
/// <param name="Name">Unique among the items.</param>
public record BoundItem(string Name, Expression Expression)
{
    public ColumnKind Kind => Expression.Kind;

    /// <summary>Whether the item depends only on group keys.</summary>
    public bool IsKey { get; init; }
}

/// <summary>A bare column of the records, which can be copied instead of evaluated.</summary>
/// <param name="Column">Index into the columns of the batch.</param>
/// <param name="Raw">The bytes in the file; NULL where the column is NULL. Never a fault.</param>
public sealed record ColumnItem(string Name, Expression Expression, int Column, Expression<TextVector> Raw)
    : BoundItem(Name, Expression);

/// <summary>One ORDER BY expression.</summary>
/// <param name="NullsFirst">Whether NULLs sort first, in either direction.</param>
public sealed record BoundOrder(Expression Expression, bool Descending, bool NullsFirst);
