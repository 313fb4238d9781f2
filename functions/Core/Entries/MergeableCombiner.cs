using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Core.Entries;

/// <summary>Merges the entries of one key, whose values were written by an <see cref="IMergeable"/>.</summary>
internal abstract class MergeableCombiner : IEntryCombiner
{
    private readonly StateWriter _written = new();
    private IMergeable? _state;

    public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _state = NewState(key);
        Add(value);
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        var reader = new StateReader(value);
        _state!.Merge(ref reader);
    }

    public ReadOnlySpan<byte> Finish()
    {
        _written.Clear();
        _state!.Write(_written);
        return _written.Written;
    }

    /// <summary>Creates an empty state, into which the entries of a key are merged.</summary>
    protected abstract IMergeable NewState(ReadOnlySpan<byte> key);
}
