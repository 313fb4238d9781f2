namespace Pipeline.Core.Manifests;

/// <summary>
/// A worker's word that a block is done. It is put after the partial lies flushed under its final name, and the
/// first receipt of a revision and a pass wins, however often the block is tried again.
/// </summary>
/// <param name="Revision">Of the block that was read.</param>
/// <param name="Records">Read, those that were left out not counted.</param>
/// <param name="Rejected">Records that were left out.</param>
/// <param name="Bytes">Of the dataset, from the block's first byte to the end of its last record, over all its ranges.</param>
/// <param name="EndedAt">Offset in the last range's file where the last record ended. More than the range's end when
/// the next block starts inside a record. With <paramref name="Bad"/>, the offset of the bad record.</param>
/// <param name="Partial">Null only with <paramref name="Bad"/>.</param>
/// <param name="Bad">
/// The bad record that ended the block. It is a receipt and no failure because a block that starts at a wrong cut
/// meets such records where there are none: the check proves the cut first, and then fails the job or has the block
/// done again.
/// </param>
/// <param name="Seconds">From the start of the attempt to the receipt.</param>
/// <param name="RejectsName">The file that names the records left out, relative to the job's folder; null if none were.</param>
/// <param name="Pass">The pass of the job that it was read for.</param>
public sealed record Receipt(
    int Revision,
    long Records,
    long Rejected,
    long Bytes,
    long EndedAt,
    StoredFile? Partial,
    BadRecordInfo? Bad,
    double Seconds,
    string? RejectsName = null,
    int Pass = 0);
