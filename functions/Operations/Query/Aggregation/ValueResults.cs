using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// The results of the aggregates over a <see cref="ValueSet"/>, group after group, computed while the values of each
/// group stream by in order.
/// </summary>
internal sealed class ValueResults
{
    private readonly ValueSet _set;
    private readonly long[] _different;

    /// <summary>By user; null for a user that counts.</summary>
    private readonly QuantileResult?[] _quantiles;

    private int _group;

    /// <summary>The number of values so far, including equal ones.</summary>
    private long _seen;

    /// <param name="max">The max number of groups at a time.</param>
    public ValueResults(ValueSet set, AggregatePlan plan, int max)
    {
        _set = set;
        _different = new long[max];
        _quantiles =
        [
            .. set.Users.Select(user =>
                plan.Aggregates[user].Quantile is { } quantile ? new QuantileResult(quantile, max) : null),
        ];
    }

    /// <param name="states">Contains the state of the group.</param>
    public void Start(int group, GroupStates states)
    {
        _group = group;
        _seen = 0;
        _different[group] = 0;
        foreach (var quantile in _quantiles)
            quantile?.Start(group, states.Count(_set.Owner, group));
    }

    /// <summary>Adds the group's next value in ascending order, in the bytes of its entry.</summary>
    public void Add(ReadOnlySpan<byte> value, ReadOnlySpan<byte> count)
    {
        _different[_group]++;
        if (!_set.IsCounted) return;
        _seen += (long)new StateReader(count).ReadVarint();
        foreach (var quantile in _quantiles)
            quantile?.Add(value, _seen);
    }

    /// <param name="results">By aggregate.</param>
    public void Fill(IReadOnlyList<Vector> results, int groups)
    {
        for (var i = 0; i < _quantiles.Length; i++)
        {
            var numbers = (NumberVector)results[_set.Users[i]];
            numbers.Reset(groups);
            for (var group = 0; group < groups; group++)
            {
                if (_quantiles[i] is not { } quantile)
                    numbers.Set(group, _different[group], 0);
                else if (quantile[group] is { } value)
                    numbers.Set(group, value);
                else
                    numbers.SetState(group, RowState.Null);
            }
            numbers.Complete();
        }
    }
}
