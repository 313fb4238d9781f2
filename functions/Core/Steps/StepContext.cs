using System.Collections.Concurrent;
using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Processing;
using Pipeline.Core.Publishing;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Steps;

/// <summary>
/// What the five steps share in one process: the data root, the manifest store, the clock, and a cache of operations,
/// so that a worker that processes many blocks of a job creates its operation once per pass.
/// </summary>
/// <param name="store">Opened on first use: planning a job needs no manifests.</param>
public sealed class StepContext(DataRoot root, Lazy<IManifestStore> store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (JobManifest Job, IOperation Operation)> _operations = new();

    public StepContext(DataRoot root, IManifestStore store, TimeProvider clock)
        : this(root, new Lazy<IManifestStore>(store), clock)
    {
    }

    public DataRoot Root { get; } = root;

    public IManifestStore Store => store.Value;

    public TimeProvider Clock { get; } = clock;

    public ReadingOptions Reading { get; init; } = ReadingOptions.Default;

    public CutSearchOptions CutSearchOptions { get; init; } = CutSearchOptions.Default;

    /// <summary>Max threads that one step uses.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Min bytes per core: a smaller block uses fewer cores.</summary>
    public long MinCoreBytes { get; init; } = RangePartitioner.DefaultMinBytes;

    /// <summary>
    /// Max bytes of memory for the state of one block, or of the result; the rest spills to scratch files.
    /// </summary>
    public int MemoryBudget { get; init; } = EntrySorter.DefaultBudget;

    /// <summary>Whether requests may start programs that are under the data root.</summary>
    public bool MayRunPrograms { get; init; }

    public required OperationCatalog Operations { get; init; }

    public JobFolder Folder(string jobId) => new(Root.FullPath, jobId);

    /// <summary>Creates the operation for the first pass.</summary>
    /// <exception cref="InvalidRequestException">There is no such operation, or its settings are invalid.</exception>
    public IOperation CreateOperation(JobRequest request, RecordFormat format) =>
        CreateOperation(request, format, pass: 0, learned: default);

    /// <summary>Reads the job from the store.</summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<JobManifest> GetJobAsync(string jobId, CancellationToken cancel) =>
        await Store.GetJobAsync(jobId, cancel).ConfigureAwait(false) ?? throw new JobNotFoundException(jobId);

    /// <summary>
    /// Returns the operation for a pass, and its job. The job's state may be out of date; its request and format never
    /// change.
    /// </summary>
    /// <returns>Null if the job is at another pass, because the caller is late.</returns>
    public async Task<(JobManifest Job, IOperation Operation)?> GetOperationAsync(
        string jobId,
        int pass,
        CancellationToken cancel)
    {
        if (_operations.TryGetValue(jobId, out var known) && known.Job.Pass == pass)
            return known;
        var job = await GetJobAsync(jobId, cancel).ConfigureAwait(false);
        if (job.Pass != pass) return null;
        var learned = job.Learned is { } file ? LearnedState.Read(Folder(jobId).Path, file) : [];
        var prepared = (job, CreateOperation(job.Request, job.Format, pass, learned));
        _operations[jobId] = prepared;
        return prepared;
    }

    /// <param name="first">Number of the first block.</param>
    /// <param name="count">Max number of blocks.</param>
    public async Task<IReadOnlyList<BlockManifest>> GetBlocksAsync(
        string jobId, int first = 0, int count = int.MaxValue, CancellationToken cancel = default)
    {
        var blocks = new List<BlockManifest>();
        await foreach (var block in Store.ListBlocksAsync(jobId, first, count, cancel).ConfigureAwait(false))
            blocks.Add(block);
        return blocks;
    }

    /// <summary>
    /// Updates the job, whatever its state, unless its result is published. The step that works on a job sets its
    /// state, so the next step also resumes a job that was recorded as failed or stopped.
    /// </summary>
    /// <returns>The updated job; null if it does not exist.</returns>
    public async Task<JobManifest?> UpdateJobAsync(
        string jobId,
        Func<JobManifest, JobManifest> change,
        CancellationToken cancel)
    {
        while (await Store.GetJobAsync(jobId, cancel).ConfigureAwait(false) is { } job)
        {
            if (job.Result is not null) return job;
            var moved = change(job);
            if (moved == job) return job;
            moved = moved with { UpdatedAt = Clock.GetUtcNow() };
            // Another process may change the job between the read and the write. Then read it again.
            if (await Store.SaveJobAsync(moved, job.State, job.Pass, cancel).ConfigureAwait(false)) return moved;
        }
        return null;
    }

    private IOperation CreateOperation(
        JobRequest request,
        RecordFormat format,
        int pass,
        ReadOnlyMemory<byte> learned) =>
        Operations.Create(
            new OperationContext(request, format, Root, MemoryBudget, pass, learned)
            {
                MayRunPrograms = MayRunPrograms,
                Clock = Clock,
            });
}
