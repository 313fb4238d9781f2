namespace Pipeline.Core.Manifests;

/// <summary>The total work of a job over all its passes.</summary>
/// <param name="Blocks">How many times blocks were processed.</param>
/// <param name="Bytes">Dataset bytes read.</param>
/// <param name="Seconds">Total time from the start of each attempt to its receipt.</param>
public sealed record WorkTotals(long Blocks, long Bytes, double Seconds)
{
    /// <summary>
    /// Adds a block, given its last receipt. Each receipt replaces that of the previous pass, so earlier passes are
    /// assumed to be like the last one.
    /// </summary>
    public WorkTotals With(Receipt last) =>
        new(Blocks + last.Pass + 1, Bytes + last.Bytes * (last.Pass + 1), Seconds + last.Seconds * (last.Pass + 1));
}
