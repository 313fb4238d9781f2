using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Query.Binding;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>What a query groups by and what it computes for each group.</summary>
internal sealed class AggregatePlan
{
    public AggregatePlan(IReadOnlyList<ColumnKind> keyKinds, IReadOnlyList<AggregateShape> aggregates)
    {
        KeyKinds = keyKinds;
        Aggregates = aggregates;
        Distinct = [.. Enumerable.Range(0, aggregates.Count).Where(i => aggregates[i].Function == AggregateFunction.CountDistinct)];
    }

    /// <summary>The kinds of the group keys; none for a query without GROUP BY.</summary>
    public IReadOnlyList<ColumnKind> KeyKinds { get; }

    public IReadOnlyList<AggregateShape> Aggregates { get; }

    /// <summary>Which of the aggregates count distinct values.</summary>
    public int[] Distinct { get; }

    public static AggregatePlan Of(Binding.Aggregation aggregation) => new(
        [.. aggregation.Keys.Select(key => key.Kind)],
        [.. aggregation.Calls.Select(call => new AggregateShape(call.Function, call.Argument?.Kind))]);

    public GroupStates CreateStates() => new([.. Aggregates.Select(CreateState)]);

    public StateCombiner CreateCombiner() => new(CreateStates());

    public static Vector CreateVector(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => new NumberVector(),
        ColumnKind.Boolean => new BooleanVector(),
        _ => new TextVector(),
    };

    private static AggregateState? CreateState(AggregateShape shape) => (shape.Function, shape.ArgumentKind) switch
    {
        (AggregateFunction.CountDistinct, _) => null,
        (AggregateFunction.CountAll or AggregateFunction.Count, _) => new CountState(),
        (AggregateFunction.Sum, _) => new SumState(),
        (AggregateFunction.Avg, _) => new AverageState(),
        (AggregateFunction.Min, ColumnKind.Number) => new NumberExtremeState<LeastFirst>(),
        (AggregateFunction.Max, ColumnKind.Number) => new NumberExtremeState<GreatestFirst>(),
        (AggregateFunction.Min, ColumnKind.Boolean) => new BooleanExtremeState<LeastFirst>(),
        (AggregateFunction.Max, ColumnKind.Boolean) => new BooleanExtremeState<GreatestFirst>(),
        (AggregateFunction.Min, _) => new TextExtremeState<LeastFirst>(),
        _ => new TextExtremeState<GreatestFirst>(),
    };
}
