namespace Pipeline.Core.Entries;

/// <summary>
/// Combines the values of equal keys into one. Must be associative in the order of the values, and canonical: equal
/// results have equal bytes, however they were combined.
/// </summary>
public interface IEntryCombiner
{
    /// <summary>Starts with the first of at least two values.</summary>
    void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    void Add(ReadOnlySpan<byte> value);

    /// <summary>The combined value; valid until the next <see cref="Start"/>.</summary>
    ReadOnlySpan<byte> Finish();
}
