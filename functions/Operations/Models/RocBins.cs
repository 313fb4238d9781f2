namespace Pipeline.Operations.Models;

/// <summary>
/// Counts the predicted probabilities of a class in 65,536 equal-width bins, separately for positive and negative
/// records. Counts can be added in any order. The area under the ROC curve is computed from them with an error bound.
/// </summary>
internal sealed class RocBins
{
    private const int Bins = 1 << 16;

    private readonly Dictionary<int, (long Positive, long Negative)> _counts = [];

    /// <summary>All non-empty bins, in ascending order.</summary>
    public IEnumerable<(int Bin, long Positive, long Negative)> Counts =>
        _counts.OrderBy(bin => bin.Key).Select(bin => (bin.Key, bin.Value.Positive, bin.Value.Negative));

    /// <param name="probability">The predicted probability, from 0 to 1.</param>
    public void Add(double probability, bool isPositive) =>
        Add(Math.Min((int)(probability * Bins), Bins - 1), isPositive ? 1 : 0, isPositive ? 0 : 1);

    public void Add(int bin, long positive, long negative)
    {
        var existing = _counts.GetValueOrDefault(bin);
        _counts[bin] = (existing.Positive + positive, existing.Negative + negative);
    }

    /// <summary>
    /// Computes the area under the ROC curve. Pairs in the same bin count half, and half their share is the error
    /// bound.
    /// </summary>
    /// <returns>Null unless there are both positive and negative records.</returns>
    public (double Area, double Error)? Area()
    {
        var (negatives, positives, twice, tied) = ((Int128)0, (Int128)0, (Int128)0, (Int128)0);
        foreach (var (_, positive, negative) in Counts)
        {
            twice += 2 * (Int128)positive * negatives + (Int128)positive * negative;
            tied += (Int128)positive * negative;
            negatives += negative;
            positives += positive;
        }
        if (negatives == 0 || positives == 0) return null;
        var pairs = (double)(positives * negatives);
        return ((double)twice / 2 / pairs, (double)tied / 2 / pairs);
    }
}
