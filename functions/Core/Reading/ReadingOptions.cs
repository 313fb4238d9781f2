namespace Pipeline.Core.Reading;

/// <summary>Sizes of the reader's buffers. Tests make them tiny, so that every boundary is hit.</summary>
/// <param name="BufferBytes">
/// Bytes asked of the file system at once. 256 KiB: large enough that the call and, on EFS, the round trip are paid
/// for few times; small enough that the buffer and what is found in it stay in a core's second-level cache.
/// </param>
/// <param name="BatchRecords">Most records in one batch; their columns should fit the first-level cache.</param>
/// <param name="MaxRecordBytes">A longer record is taken for damage: a quote that is never closed, or no text at all.</param>
public sealed record ReadingOptions(
    int BufferBytes = 256 * 1024,
    int BatchRecords = 2048,
    int MaxRecordBytes = 64 * 1024 * 1024)
{
    public static ReadingOptions Default { get; } = new();
}
