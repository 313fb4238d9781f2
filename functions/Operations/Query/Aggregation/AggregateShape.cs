using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Binding;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>An aggregate call without its expression: it determines the form of the state.</summary>
/// <param name="ArgumentKind">Null for <see cref="AggregateFunction.CountAll"/>.</param>
/// <param name="Quantile">As in <see cref="AggregateCall"/>.</param>
/// <param name="Argument">
/// The same for aggregates of the same expression; null if the aggregate has no argument, or one that no other
/// aggregate shares.
/// </param>
internal readonly record struct AggregateShape(
    AggregateFunction Function, ColumnKind? ArgumentKind, Number? Quantile = null, int? Argument = null)
{
    public ColumnKind ResultKind =>
        Function is AggregateFunction.Min or AggregateFunction.Max ? ArgumentKind!.Value : ColumnKind.Number;

    /// <summary>
    /// Whether the values themselves are kept, as separate entries, instead of a state of a fixed size.
    /// </summary>
    public bool KeepsValues => Function is AggregateFunction.CountDistinct or AggregateFunction.Quantile;
}
