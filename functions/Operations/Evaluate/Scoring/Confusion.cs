using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>The confusion matrix: the count of each true class and predicted class.</summary>
/// <param name="classes">
/// The number of classes. As an index, it means an unknown true class or an invalid prediction.
/// </param>
internal sealed class Confusion(int classes) : IMergeable
{
    private readonly SortedDictionary<int, long> _counts = [];
    private readonly int _side = classes + 1;

    public void Add(int truth, int predicted, long count = 1)
    {
        var cell = truth * _side + predicted;
        _counts[cell] = _counts.GetValueOrDefault(cell) + count;
    }

    public long this[int truth, int predicted] => _counts.GetValueOrDefault(truth * _side + predicted);

    public long OfTruth(int truth) => Enumerable.Range(0, _side).Sum(predicted => this[truth, predicted]);

    public long OfPredicted(int predicted) => Enumerable.Range(0, _side).Sum(truth => this[truth, predicted]);

    public void Merge(ref StateReader source)
    {
        for (var left = source.ReadVarint(); left > 0; left--)
        {
            var cell = (int)source.ReadVarint();
            Add(cell / _side, cell % _side, (long)source.ReadVarint());
        }
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)_counts.Count);
        foreach (var (cell, count) in _counts)
        {
            target.WriteVarint((ulong)cell);
            target.WriteVarint((ulong)count);
        }
    }
}
