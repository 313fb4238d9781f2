namespace Pipeline.Core.Api;

/// <summary>The progress of a job in its current pass.</summary>
/// <param name="Records">Records read, without rejected ones.</param>
/// <param name="Rejected">Bad records that were skipped.</param>
/// <param name="Bytes">Dataset bytes in the blocks that are done.</param>
/// <param name="BytesTotal">Size of the dataset.</param>
/// <param name="BytesPerSecond">Throughput; null while unknown.</param>
/// <param name="SecondsLeft">Estimated; null while unknown and after the job has ended.</param>
internal sealed record ProgressSummary(
    BlockCounts Blocks,
    long Records,
    long Rejected,
    long Bytes,
    long BytesTotal,
    double? BytesPerSecond,
    double? SecondsLeft);
