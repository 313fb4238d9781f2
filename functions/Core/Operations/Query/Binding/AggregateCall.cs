using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Query.Expressions;

namespace Pipeline.Core.Operations.Query.Binding;

/// <param name="Argument">Over the records; null for <see cref="AggregateFunction.CountAll"/>. A number for sums and
/// averages, never a boolean for least and greatest.</param>
public sealed record AggregateCall(AggregateFunction Function, Expression? Argument)
{
    public ColumnKind Kind =>
        Function is AggregateFunction.Min or AggregateFunction.Max ? Argument!.Kind : ColumnKind.Number;
}

public enum AggregateFunction
{
    CountAll,
    Count,
    CountDistinct,
    Sum,

    /// <summary>The sum divided by the count, by the rule of <see cref="Values.Number.Divide"/>.</summary>
    Avg,
    Min,
    Max,
}
