namespace Pipeline.Core.Manifests;

/// <summary>What workers did for a job over all its passes.</summary>
/// <param name="Blocks">How many times a block was done.</param>
/// <param name="Bytes">Of the dataset that were read.</param>
/// <param name="Seconds">From the starts of the attempts to their receipts.</param>
public sealed record WorkTotals(long Blocks, long Bytes, double Seconds)
{
    /// <summary>With a block, whose last receipt this is. A receipt takes the place of that of the pass before, so each pass is taken to be like the last.</summary>
    public WorkTotals With(Receipt last) =>
        new(Blocks + last.Pass + 1, Bytes + last.Bytes * (last.Pass + 1), Seconds + last.Seconds * (last.Pass + 1));
}
