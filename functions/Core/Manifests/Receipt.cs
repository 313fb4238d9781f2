namespace Pipeline.Core.Manifests;

/// <summary>
/// A worker's record that a block is done. It is put once the partial is on disk under its final name. The first
/// receipt for a revision and pass wins, however many times the block is retried.
/// </summary>
/// <param name="Revision">Revision of the block that was read.</param>
/// <param name="Records">Records read, without rejected ones.</param>
/// <param name="Rejected">Bad records that were skipped.</param>
/// <param name="Bytes">Dataset bytes in all ranges of the block, up to the end of its last record.</param>
/// <param name="EndedAt">Offset in the last range's file where the last record ended. Past the range's end if the
/// next block starts inside a record. With <paramref name="Bad"/>, the offset of the bad record.</param>
/// <param name="Partial">Null only with <paramref name="Bad"/>.</param>
/// <param name="Bad">
/// The bad record that ended the block. This is a receipt, not a failure, because a block that starts at a wrong cut
/// misreads good records as bad: the check step first proves or corrects the cut, and then either fails the job or
/// has the block processed again.
/// </param>
/// <param name="Seconds">From the start of the attempt to the receipt.</param>
/// <param name="RejectsName">
/// Path of the rejects file, relative to the job's folder; null if no record was rejected.
/// </param>
/// <param name="Pass">The pass that the block was read for.</param>
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
