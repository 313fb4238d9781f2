using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Query.Binding;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>An aggregate call without its expression: what the state of it looks like.</summary>
/// <param name="ArgumentKind">Null for <see cref="AggregateFunction.CountAll"/>.</param>
internal readonly record struct AggregateShape(AggregateFunction Function, ColumnKind? ArgumentKind)
{
    public ColumnKind ResultKind => Function is AggregateFunction.Min or AggregateFunction.Max ? ArgumentKind!.Value : ColumnKind.Number;
}
