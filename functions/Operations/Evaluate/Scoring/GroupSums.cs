using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Core.Texts;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>
/// The sums of groups. A few thousand groups are kept in memory; beyond that, they go to a sorter with a memory budget.
/// </summary>
internal sealed class GroupSums(EvaluateCombiner combiner, EntrySorter sorter)
{
    private const int MaxHeld = 4_096;

    private readonly KeyWriter _key = new();
    private readonly StateWriter _value = new();
    private TextInterner _groups = new();
    private List<IMergeable> _sums = [];
    private IMergeable? _missing;

    /// <param name="group">The value of the group; ignored if <paramref name="isMissing"/> is true.</param>
    public IMergeable Of(ReadOnlySpan<byte> group, bool isMissing)
    {
        if (isMissing)
            return _missing ??= combiner.NewSums();
        var place = _groups.Find(group);
        if (place >= 0) return _sums[place];
        if (_sums.Count == MaxHeld)
            PutAway();
        _groups.Add(group);
        _sums.Add(combiner.NewSums());
        return _sums[^1];
    }

    /// <summary>Returns all groups in key order. Call it after the last record.</summary>
    public EntryStream ToSorted()
    {
        PutAway();
        return sorter.ToSorted();
    }

    private void PutAway()
    {
        for (var i = 0; i < _sums.Count; i++)
            Add(_groups.Texts[i].Bytes.ToArray(), _sums[i]);
        if (_missing is not null)
            Add(group: null, _missing);
        (_groups, _sums, _missing) = (new TextInterner(), [], null);
    }

    private void Add(byte[]? group, IMergeable sums)
    {
        EvaluateKeys.WriteGroup(_key, group);
        _value.Clear();
        sums.Write(_value);
        sorter.Add(_key.Key, _value.Written);
    }
}
