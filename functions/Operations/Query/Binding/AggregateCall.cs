using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <param name="Argument">Over the records; null for <see cref="AggregateFunction.CountAll"/>. A number for sums and
/// averages, never a boolean for least and greatest.</param>
/// <param name="Quantile">0 to 1 for <see cref="AggregateFunction.Quantile"/>, otherwise null.</param>
public sealed record AggregateCall(AggregateFunction Function, Expression? Argument, Number? Quantile = null)
{
    public ColumnKind Kind =>
        Function is AggregateFunction.Min or AggregateFunction.Max ? Argument!.Kind : ColumnKind.Number;

    /// <summary>What is known of the result, if it is text.</summary>
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

    /// <summary>
    /// Of a sample: the squares of the differences from the mean, summed and divided by one less than the count.
    /// </summary>
    Variance,

    /// <summary>Of all there is: divided by the count.</summary>
    VarianceOfAll,

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    Deviation,

    /// <summary>The square root of <see cref="VarianceOfAll"/>.</summary>
    DeviationOfAll,

    /// <summary>About how many values are different, as <see cref="HyperLogLog"/> estimates.</summary>
    ApproximateCountDistinct,

    /// <summary>
    /// Of n values in order, counted from 0, the one at q (n - 1), and between two of them the point on the line that
    /// joins them: QUANTILE_CONT in DuckDB. Nothing is rounded.
    /// </summary>
    Quantile,
}
