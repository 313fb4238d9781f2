namespace Pipeline.Core.Reading.Bytes;

/// <summary>Sizes of the reader's buffers. Tests make them tiny, so that every boundary is hit.</summary>
/// <param name="BufferBytes">
/// Bytes asked of the file system at once. 256 KiB: large enough that the call and, on EFS, the round trip are paid
/// for few times; small enough that the buffer and what is found in it stay in a core's second-level cache.
/// </param>
/// <param name="BatchRecords">Most records in one batch; their columns should fit the first-level cache.</param>
/// <param name="MaxRecordBytes">A longer record is taken for damage: a quote that is never closed, or no text at all.</param>
/// <param name="ReadsAhead">
/// Buffers read at once where the file turns out to lie on slow storage; 0 for none. EFS takes about 2 ms for one of
/// 256 KiB: 8 of them at once ask for 1 GB/s, twice what it gives a client.
/// </param>
public sealed record ReadingOptions(
    int BufferBytes = 256 * 1024,
    int BatchRecords = 2048,
    int MaxRecordBytes = 64 * 1024 * 1024,
    int ReadsAhead = 8)
{
    /// <summary>What tells slow reads from quick ones.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static ReadingOptions Default { get; } = new();
}
