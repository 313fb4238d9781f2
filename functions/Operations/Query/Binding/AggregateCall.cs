using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <param name="Argument">
/// Over the records; null for <see cref="AggregateFunction.CountAll"/>. A number for sums and averages, never a boolean
/// for MIN and MAX.
/// </param>
/// <param name="Quantile">0 to 1 for <see cref="AggregateFunction.Quantile"/>, otherwise null.</param>
public sealed record AggregateCall(AggregateFunction Function, Expression? Argument, Number? Quantile = null)
{
    public ColumnKind Kind =>
        Function is AggregateFunction.Min or AggregateFunction.Max ? Argument!.Kind : ColumnKind.Number;

    /// <summary>What is known about the result if it is text.</summary>
    internal TextKind TextKind => Argument?.TextKind ?? TextKind.Any;
}

public enum AggregateFunction
{
    CountAll,
    Count,
    CountDistinct,
    Sum,

    /// <summary>The sum divided by the count, by the rule of <see cref="Number.Divide"/>.</summary>
    Avg,
    Min,
    Max,

    /// <summary>Of a sample: the sum of squared differences from the mean, divided by the count minus one.</summary>
    Variance,

    /// <summary>Of a population: divided by the count.</summary>
    VarianceOfAll,

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    Deviation,

    /// <summary>The square root of <see cref="VarianceOfAll"/>.</summary>
    DeviationOfAll,

    /// <summary>An estimate of the number of distinct values, by <see cref="HyperLogLog"/>.</summary>
    ApproximateCountDistinct,

    /// <summary>
    /// The value at position q (n - 1) among the n sorted values, counted from 0; interpolated linearly between two
    /// values, as QUANTILE_CONT in DuckDB. Nothing is rounded.
    /// </summary>
    Quantile,
}
