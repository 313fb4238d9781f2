namespace Pipeline.Core.Splitting;

/// <summary>
/// The bytes <c>[Start, End)</c> of one file. Ranges of a file tile it: <c>[0, 40) [40, 95) [95, 100)</c> for a file
/// of 100 bytes. A record belongs to the range in which its first byte lies, wherever it ends.
/// </summary>
public readonly record struct ByteRange(long Start, long End)
{
    public long Length => End - Start;

    public override string ToString() => $"[{Start}, {End})";
}
