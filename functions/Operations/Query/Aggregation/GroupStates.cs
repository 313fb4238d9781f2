using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>The states of all aggregates of a query, except those computed from the values themselves.</summary>
/// <param name="states">By aggregate; null for an aggregate without a state.</param>
internal sealed class GroupStates(IReadOnlyList<AggregateState?> states)
{
    private readonly AggregateState[] _states = [.. states.OfType<AggregateState>()];

    /// <summary>The memory that this many groups can use, in arrays that grow by doubling.</summary>
    public long Bytes(int groups)
    {
        var bytes = 0L;
        foreach (var state in _states)
            bytes += 2L * groups * state.BytesPerGroup + state.ExtraBytes;
        return bytes;
    }

    public void Reserve(int groups)
    {
        foreach (var state in _states)
            state.Reserve(groups);
    }

    public void Clear(int groups)
    {
        foreach (var state in _states)
            state.Clear(groups);
    }

    /// <param name="arguments">By aggregate; null for an aggregate without an argument.</param>
    public void Update(IReadOnlyList<Vector?> arguments, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < states.Count; i++)
            states[i]?.Update(arguments[i], groups);
    }

    /// <summary>Prefetches the states of a group, to write them soon.</summary>
    public void Read(int group)
    {
        foreach (var state in _states)
            state.Read(group);
    }

    /// <summary>Appends the states of a group: nothing if there are no states, at least one byte otherwise.</summary>
    public void Write(int group, StateWriter target)
    {
        foreach (var state in _states)
            state.Write(group, target);
    }

    public void Combine(int group, ReadOnlySpan<byte> written)
    {
        var reader = new StateReader(written);
        foreach (var state in _states)
            state.Combine(group, ref reader);
    }

    /// <summary>
    /// The number of values in a group, for an aggregate whose state is only that number; 0 for one without a state.
    /// </summary>
    public long Count(int aggregate, int group) => (states[aggregate] as CountState)?[group] ?? 0;

    /// <summary>Fills the vectors of all aggregates that have a state.</summary>
    /// <param name="targets">By aggregate.</param>
    public void Results(IReadOnlyList<Vector> targets, int groups)
    {
        for (var i = 0; i < states.Count; i++)
            states[i]?.Results(targets[i], groups);
    }
}
