namespace Pipeline.Core.Reading.Bytes;

/// <summary>Buffer sizes of the readers. Tests make them tiny to hit every boundary.</summary>
/// <param name="BufferBytes">
/// Bytes per read. 256 KiB is large enough to make few calls (and, on EFS, few round trips), and small enough that the
/// buffer and the structure found in it fit a core's L2 cache.
/// </param>
/// <param name="BatchRecords">Max records per batch. The columns of a batch should fit the L1 cache.</param>
/// <param name="MaxRecordBytes">A longer record means damage, such as a quote that is never closed.</param>
/// <param name="ReadsAhead">
/// The number of buffers to prefetch in parallel from slow storage; 0 for none. EFS takes about 2 ms to read 256 KiB,
/// so 8 buffers request 1 GB/s, twice the throughput that it gives one client.
/// </param>
public sealed record ReadingOptions(
    int BufferBytes = 256 * 1024,
    int BatchRecords = 2048,
    int MaxRecordBytes = 64 * 1024 * 1024,
    int ReadsAhead = 8)
{
    /// <summary>The clock that times reads.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static ReadingOptions Default { get; } = new();
}
