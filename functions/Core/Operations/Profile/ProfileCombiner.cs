using Pipeline.Core.Datasets;
using Pipeline.Core.Merging;
using Pipeline.Core.Operations.Query.Aggregation;
using Pipeline.Core.Operations.Sketches;

namespace Pipeline.Core.Operations.Profile;

/// <summary>Merges the entries of one key: those that several partials have of one column, or of the records.</summary>
internal sealed class ProfileCombiner(IReadOnlyList<Column> columns, ProfileLimits limits) : IEntryCombiner
{
    private readonly StateWriter _written = new();
    private IMergeable? _state;

    public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _state = ProfileEntries.NewState(key, columns, limits);
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
}
