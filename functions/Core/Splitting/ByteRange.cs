namespace Pipeline.Core.Splitting;

/// <summary>
/// The bytes <c>[Start, End)</c> of one file. The ranges of a file cover it without gaps or overlaps: <c>[0, 40)
/// [40, 95) [95, 100)</c> for a file of 100 bytes. A record belongs to the range that contains its first byte.
/// </summary>
public readonly record struct ByteRange(long Start, long End)
{
    public long Length => End - Start;

    public override string ToString() => $"[{Start}, {End})";
}
