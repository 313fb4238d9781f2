using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Binding;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>An aggregate call without its expression: what the state of it looks like.</summary>
/// <param name="ArgumentKind">Null for <see cref="AggregateFunction.CountAll"/>.</param>
/// <param name="Quantile">As in <see cref="AggregateCall"/>.</param>
/// <param name="Argument">Tells which aggregates are of the same expression; null for one that is of none or of one of
/// its own.</param>
internal readonly record struct AggregateShape(
    AggregateFunction Function, ColumnKind? ArgumentKind, Number? Quantile = null, int? Argument = null)
{
    public ColumnKind ResultKind =>
        Function is AggregateFunction.Min or AggregateFunction.Max ? ArgumentKind!.Value : ColumnKind.Number;

    /// <summary>
    /// Whether the values themselves are kept, as entries of their own, and not a state of a fixed size.
    /// </summary>
    public bool KeepsValues => Function is AggregateFunction.CountDistinct or AggregateFunction.Quantile;
}
