namespace Pipeline.Core.Entries;

/// <summary>
/// Makes one value of the values of equal keys. Must be associative in the order of the values, and canonical: what
/// is equal as a value is equal in bytes, however it was combined.
/// </summary>
public interface IEntryCombiner
{
    /// <summary>The first of at least two values.</summary>
    void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    void Add(ReadOnlySpan<byte> value);

    /// <summary>The combined value; valid until the next <see cref="Start"/>.</summary>
    ReadOnlySpan<byte> Finish();
}
