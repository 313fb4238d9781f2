using Pipeline.Core.Merging;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>
/// Combines the states of a group. Entries without a value say by their key alone what they have to say (a distinct
/// value, a group without aggregates), and are just taken once.
/// </summary>
internal sealed class StateCombiner : IEntryCombiner
{
    private readonly GroupStates _states;
    private readonly StateWriter _combined = new();
    private bool _isEmpty;

    public StateCombiner(GroupStates states)
    {
        _states = states;
        states.Reserve(1);
    }

    public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _isEmpty = value.IsEmpty;
        if (_isEmpty) return;
        _states.Clear(1);
        _states.Combine(0, value);
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        if (!_isEmpty)
            _states.Combine(0, value);
    }

    public ReadOnlySpan<byte> Finish()
    {
        _combined.Clear();
        if (!_isEmpty)
            _states.Write(0, _combined);
        return _combined.Written;
    }
}
