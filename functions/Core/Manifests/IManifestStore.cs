using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>
/// Stores the manifests of jobs and blocks. Each write changes one item, or adds items, under a condition on that item
/// alone, so a store needs no transactions. A call whose response was lost may be repeated: it finds its own write, or
/// its condition no longer holds, and changes nothing. A read sees every write that completed before it.
/// </summary>
public interface IManifestStore
{
    /// <summary>Creates the job, or finds an existing one with the same request.</summary>
    /// <returns>The job in the store: the new or the existing one.</returns>
    /// <exception cref="JobConflictException">The id is taken by a job with another request.</exception>
    Task<JobManifest> CreateJobAsync(JobManifest job, CancellationToken cancel = default);

    /// <returns>Null if there is no such job.</returns>
    Task<JobManifest?> GetJobAsync(string jobId, CancellationToken cancel = default);

    /// <returns>At most <paramref name="limit"/> jobs, most recently created first.</returns>
    Task<IReadOnlyList<JobManifest>> ListJobsAsync(int limit, CancellationToken cancel = default);

    /// <summary>
    /// Saves the job if it still has the expected state and pass. Its request and creation time never change.
    /// </summary>
    /// <returns>False if the job has changed and nothing was saved.</returns>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    Task<bool> SaveJobAsync(
        JobManifest job,
        JobState expectedState,
        int expectedPass = 0,
        CancellationToken cancel = default);

    /// <summary>Adds the blocks that do not exist yet; existing ones stay unchanged.</summary>
    /// <exception cref="JobConflictException">
    /// An existing block was planned differently: the files changed between two attempts to split.
    /// </exception>
    Task AddBlocksAsync(IReadOnlyList<BlockManifest> blocks, CancellationToken cancel = default);

    /// <returns>Null if there is no such job or block.</returns>
    Task<BlockManifest?> GetBlockAsync(string jobId, int number, CancellationToken cancel = default);

    /// <param name="first">Number of the first block.</param>
    /// <param name="count">Max number of blocks.</param>
    /// <returns>The blocks, ordered by number; none if there is no such job.</returns>
    IAsyncEnumerable<BlockManifest> ListBlocksAsync(
        string jobId, int first = 0, int count = int.MaxValue, CancellationToken cancel = default);

    /// <summary>
    /// Records that an attempt begins, if the block is at this revision and has no receipt for the start's pass or a
    /// later one.
    /// </summary>
    /// <returns>False if the block has such a receipt or is at another revision.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> PutStartAsync(
        string jobId,
        int number,
        int revision,
        BlockStart start,
        CancellationToken cancel = default);

    /// <summary>
    /// Puts a receipt if the block is at the receipt's revision and has no receipt for that pass or a later one.
    /// Removes an earlier failure and start.
    /// </summary>
    /// <returns>
    /// The receipt in the store, which may be an earlier one; null if the block is at another revision.
    /// </returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<Receipt?> PutReceiptAsync(string jobId, int number, Receipt receipt, CancellationToken cancel = default);

    /// <summary>
    /// Records that an attempt failed, if the block is at this revision and has no receipt for the failure's pass or a
    /// later one. Removes its start.
    /// </summary>
    /// <returns>
    /// False if the block has such a receipt or is at another revision, so the failure no longer matters.
    /// </returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> PutFailureAsync(
        string jobId, int number, int revision, BlockFailure failure, CancellationToken cancel = default);

    /// <summary>
    /// Saves <see cref="BlockManifest.Revised"/> (other ranges and no receipt) if the block is still at the previous
    /// revision. From then on, receipts for the previous revision are rejected.
    /// </summary>
    /// <returns>False if the block is at another revision and nothing was saved.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> ReviseBlockAsync(BlockManifest revised, CancellationToken cancel = default);

    /// <summary>
    /// Saves the ranges of <see cref="BlockManifest.Extended"/> and keeps the receipt, if the block has one for that
    /// revision. The right neighbor is another item, which <see cref="ReviseBlockAsync"/> changes before or after: a
    /// read in between finds ranges that do not join. Joins are therefore proved from receipts, not from ranges.
    /// </summary>
    /// <returns>False if the block is at another revision or has no receipt, and nothing was saved.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> ExtendBlockAsync(BlockManifest extended, CancellationToken cancel = default);

    /// <summary>
    /// Stores a small result with the manifests, for clients without access to the data root. Replaces an earlier
    /// result of the job, which has the same bytes.
    /// </summary>
    /// <param name="content">At most <see cref="JobResult.MaxSmallBytes"/>.</param>
    Task PutResultAsync(string jobId, ReadOnlyMemory<byte> content, CancellationToken cancel = default);

    /// <returns>Null if none is stored.</returns>
    Task<byte[]?> GetResultAsync(string jobId, CancellationToken cancel = default);
}
