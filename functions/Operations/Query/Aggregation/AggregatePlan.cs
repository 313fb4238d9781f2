using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Binding;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>What a query groups by and what it computes for each group.</summary>
internal sealed class AggregatePlan
{
    public AggregatePlan(IReadOnlyList<ColumnKind> keyKinds, IReadOnlyList<AggregateShape> aggregates)
    {
        KeyKinds = keyKinds;
        Aggregates = aggregates;
        ValueSets =
        [
            .. Enumerable.Range(0, aggregates.Count).Where(i => aggregates[i].KeepsValues)
                .GroupBy(i => aggregates[i].Argument ?? -1 - i).Select(users => new ValueSet([.. users], aggregates)),
        ];
    }

    /// <summary>The kinds of the group keys; empty without GROUP BY.</summary>
    public IReadOnlyList<ColumnKind> KeyKinds { get; }

    public IReadOnlyList<AggregateShape> Aggregates { get; }

    /// <summary>The values that aggregates keep.</summary>
    public ValueSet[] ValueSets { get; }

    public static AggregatePlan Of(Binding.Aggregation aggregation) =>
        new(
            [.. aggregation.Keys.Select(key => key.Kind)],
            [
                .. aggregation.Calls.Select(call => new AggregateShape(
                    call.Function,
                    call.Argument?.Kind,
                    call.Quantile,
                    call.Argument?.Slot)),
            ]);

    public GroupStates CreateStates() =>
        new([.. Aggregates.Select((shape, i) => shape.KeepsValues ? CreateTotal(i) : CreateState(shape))]);

    public StateCombiner CreateCombiner() => new(this);

    public static Vector CreateVector(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => new NumberVector(),
        ColumnKind.Boolean => new BooleanVector(),
        _ => new TextVector(),
    };

    /// <summary>
    /// If a set of values is counted, its owner's state is their number, which must be known before the values come.
    /// </summary>
    private CountState? CreateTotal(int aggregate) =>
        Array.Exists(ValueSets, set => set.IsCounted && set.Owner == aggregate) ? new CountState() : null;

    private static AggregateState CreateState(AggregateShape shape) => (shape.Function, shape.ArgumentKind) switch
    {
        (AggregateFunction.CountAll or AggregateFunction.Count, _) => new CountState(),
        (AggregateFunction.Sum, _) => new SumState(),
        (AggregateFunction.Avg, _) => new AverageState(),
        (AggregateFunction.Variance, _) => new VarianceState(ofAll: false, isDeviation: false),
        (AggregateFunction.VarianceOfAll, _) => new VarianceState(ofAll: true, isDeviation: false),
        (AggregateFunction.Deviation, _) => new VarianceState(ofAll: false, isDeviation: true),
        (AggregateFunction.DeviationOfAll, _) => new VarianceState(ofAll: true, isDeviation: true),
        (AggregateFunction.ApproximateCountDistinct, _) => new ApproximateCountState(),
        (AggregateFunction.Min, ColumnKind.Number) => new NumberMinMaxState<MinFirst>(),
        (AggregateFunction.Max, ColumnKind.Number) => new NumberMinMaxState<MaxFirst>(),
        (AggregateFunction.Min, ColumnKind.Boolean) => new BooleanMinMaxState<MinFirst>(),
        (AggregateFunction.Max, ColumnKind.Boolean) => new BooleanMinMaxState<MaxFirst>(),
        (AggregateFunction.Min, _) => new TextMinMaxState<MinFirst>(),
        _ => new TextMinMaxState<MaxFirst>(),
    };
}
