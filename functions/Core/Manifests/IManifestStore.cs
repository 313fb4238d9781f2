using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>
/// Keeps the manifests of jobs and blocks. Each write changes one item, or adds items, under a condition on that
/// item alone, so a store without transactions can do it. A call whose answer was lost may be repeated: it finds its own
/// write, or its condition gone, and changes nothing. A read sees every write that was answered before it.
/// </summary>
public interface IManifestStore
{
    /// <summary>Creates the job, or finds that it is there with the same request.</summary>
    /// <returns>The job in the store: the one given, or the one that was there.</returns>
    /// <exception cref="JobConflictException">The id is taken by a job with another request.</exception>
    Task<JobManifest> CreateJobAsync(JobManifest job, CancellationToken cancel = default);

    /// <returns>Null if there is no such job.</returns>
    Task<JobManifest?> GetJobAsync(string jobId, CancellationToken cancel = default);

    /// <returns>At most <paramref name="limit"/> jobs, those created last first.</returns>
    Task<IReadOnlyList<JobManifest>> ListJobsAsync(int limit, CancellationToken cancel = default);

    /// <summary>Saves the job if its state and its pass are still those expected. Request and creation time never change.</summary>
    /// <returns>False if the job has moved on and nothing was saved.</returns>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    Task<bool> SaveJobAsync(JobManifest job, JobState expectedState, int expectedPass = 0, CancellationToken cancel = default);

    /// <summary>Adds those blocks that are not there yet; those that are stay as they are.</summary>
    /// <exception cref="JobConflictException">
    /// A block is there as planned before, and that plan differs: the files changed between two attempts to split.
    /// </exception>
    Task AddBlocksAsync(IReadOnlyList<BlockManifest> blocks, CancellationToken cancel = default);

    /// <returns>Null if there is no such job or block.</returns>
    Task<BlockManifest?> GetBlockAsync(string jobId, int number, CancellationToken cancel = default);

    /// <param name="first">Number of the first block wanted.</param>
    /// <param name="count">How many numbers from there on.</param>
    /// <returns>The blocks with those numbers, by number; none if there is no such job.</returns>
    IAsyncEnumerable<BlockManifest> ListBlocksAsync(
        string jobId, int first = 0, int count = int.MaxValue, CancellationToken cancel = default);

    /// <summary>Notes that an attempt begins, if the block is at this revision and has no receipt of the start's pass or a later one.</summary>
    /// <returns>False if the block has such a receipt or is at another revision.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> PutStartAsync(string jobId, int number, int revision, BlockStart start, CancellationToken cancel = default);

    /// <summary>
    /// Puts a receipt if the block is at the receipt's revision and has none yet of its pass or a later one, and takes
    /// back a failure and a start that were put before.
    /// </summary>
    /// <returns>The receipt in the store, which may be an earlier one; null if the block is at another revision.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<Receipt?> PutReceiptAsync(string jobId, int number, Receipt receipt, CancellationToken cancel = default);

    /// <summary>
    /// Notes that an attempt failed, if the block is at this revision and has no receipt of the failure's pass or a
    /// later one, and takes back its start.
    /// </summary>
    /// <returns>False if the block has such a receipt or is at another revision; the failure matters no more.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> PutFailureAsync(
        string jobId, int number, int revision, BlockFailure failure, CancellationToken cancel = default);

    /// <summary>
    /// Saves <see cref="BlockManifest.Revised"/>: other ranges and no receipt, if the block is still at the revision
    /// before it. A receipt for the revision before is refused from then on.
    /// </summary>
    /// <returns>False if the block is at another revision and nothing was saved.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> ReviseBlockAsync(BlockManifest revised, CancellationToken cancel = default);

    /// <summary>
    /// Saves the ranges of <see cref="BlockManifest.Extended"/> and leaves the receipt, if there is one of that
    /// revision. The right neighbour is another item, changed by <see cref="ReviseBlockAsync"/> before or after: who
    /// looks in between sees that ranges do not join, so joins are proved by a receipt's end and the next start.
    /// </summary>
    /// <returns>False if the block is at another revision or has no receipt, and nothing was saved.</returns>
    /// <exception cref="JobNotFoundException">There is no such job or block.</exception>
    Task<bool> ExtendBlockAsync(BlockManifest extended, CancellationToken cancel = default);

    /// <summary>
    /// Keeps the bytes of a small result next to the manifests, for those who do not reach the data root. Whatever was
    /// kept of the job before is replaced: a job has the same bytes each time.
    /// </summary>
    /// <param name="content">At most <see cref="JobResult.MaxSmallBytes"/>.</param>
    Task PutResultAsync(string jobId, ReadOnlyMemory<byte> content, CancellationToken cancel = default);

    /// <returns>Null if none is kept.</returns>
    Task<byte[]?> GetResultAsync(string jobId, CancellationToken cancel = default);
}
