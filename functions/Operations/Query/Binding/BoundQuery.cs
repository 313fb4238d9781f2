using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <summary>A query whose every name, kind and function is known. Immutable, and shared by threads.</summary>
/// <param name="Columns">Names of the columns that records are read for; <see cref="Where"/> and all else over
/// records count on this order.</param>
/// <param name="Where">Over the records.</param>
/// <param name="Aggregation">Null when each record makes a row.</param>
/// <param name="Items">What a row of the result consists of; over the records, or over the groups if there is an
/// <paramref name="Aggregation"/>.</param>
/// <param name="OrderBy">Over the same rows as the items.</param>
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

    /// <summary>Makes what one thread needs to evaluate expressions over records.</summary>
    public EvaluationContext NewRecordContext() => new(RecordSlots);

    /// <summary>
    /// Makes what one thread needs to evaluate expressions over groups. Its inputs are the keys, then the calls.
    /// </summary>
    public EvaluationContext NewGroupContext() => new(GroupSlots);
}

/// <summary>How records become groups. Without keys there is one group, even if there are no records.</summary>
/// <param name="Keys">Over the records. As inputs of the groups they come first.</param>
/// <param name="Calls">Each different one once. As inputs of the groups they follow the keys.</param>
/// <param name="Having">Over the groups.</param>
public sealed record Aggregation(
    IReadOnlyList<Expression> Keys,
    IReadOnlyList<AggregateCall> Calls,
    Expression<BooleanVector>? Having);

/// <param name="Name">Unlike that of every other item.</param>
public record BoundItem(string Name, Expression Expression)
{
    public ColumnKind Kind => Expression.Kind;

    /// <summary>Whether it tells groups apart: made of their keys alone.</summary>
    public bool IsKey { get; init; }
}

/// <summary>A column of the records as it is, which may be copied instead of evaluated.</summary>
/// <param name="Column">Index into the columns of the batch.</param>
/// <param name="Raw">The bytes in the file, NULL where the column is. Never a fault.</param>
public sealed record ColumnItem(string Name, Expression Expression, int Column, Expression<TextVector> Raw)
    : BoundItem(Name, Expression);

/// <param name="NullsFirst">Whether NULLs come first, whatever the direction.</param>
public sealed record BoundOrder(Expression Expression, bool Descending, bool NullsFirst);
