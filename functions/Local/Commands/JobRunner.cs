using System.Diagnostics;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.Local.Manifests;
using Pipeline.Local.Output;
using Pipeline.Operations;

namespace Pipeline.Local.Commands;

/// <summary>Runs one job from the command line, with its progress on standard error.</summary>
/// <param name="root">The data root, as the user wrote it.</param>
/// <param name="manifests">Path of the manifest file.</param>
/// <param name="workers">Max blocks processed at once. The request may set a lower limit.</param>
internal sealed class JobRunner(CommandIo io, string root, string manifests, int workers, bool isForMachines)
{
    /// <summary>
    /// Bytes of memory for the state of all workers. More memory means fewer scratch files, but other programs need
    /// memory too.
    /// </summary>
    private const int MemoryBudget = 96 * 1024 * 1024;

    /// <summary>With less, sorting would write thousands of tiny files.</summary>
    private const int MinMemoryBudget = 4 * 1024 * 1024;

    public bool MayRunPrograms { get; init; }

    public string JobId { get; private set; } = "";

    /// <summary>
    /// Whether the job has begun: an error after that is a failure of the job, not an error in the arguments.
    /// </summary>
    public bool HasBegun { get; private set; }

    /// <summary>Blocks of a job processed at once.</summary>
    public static int AtOnce(int workers, JobRequest request) =>
        Math.Min(workers, request.MaxConcurrency ?? int.MaxValue);

    /// <summary>Creates what the steps of a job share.</summary>
    public static StepContext NewContext(DataRoot root, Lazy<IManifestStore> store, int atOnce, bool mayRunPrograms) =>
        new(root, store, TimeProvider.System)
        {
            Operations = OperationRegistry.All,
            Cores = atOnce,
            MayRunPrograms = mayRunPrograms,
            MemoryBudget = Math.Max(MemoryBudget / atOnce, MinMemoryBudget),
        };

    /// <param name="jobId">Null to generate one.</param>
    /// <exception cref="PipelineException">The request cannot be run, or the job failed.</exception>
    public async Task<JobOutcome> RunAsync(string? jobId, JobRequest request, CancellationToken cancel)
    {
        JobId = jobId is null ? Core.Requests.JobId.New(TimeProvider.System) : Core.Requests.JobId.Check(jobId);
        var clock = Stopwatch.StartNew();
        using var progress = new RunProgress(io, isForMachines, TimeProvider.System);
        SqliteManifestStore? opened = null;
        try
        {
            // Opened only when the job is recorded, so that an invalid request leaves no file behind.
            var store = new Lazy<IManifestStore>(() => opened = new SqliteManifestStore(manifests));
            var atOnce = AtOnce(workers, request);
            var context = NewContext(new DataRoot(root, manifests), store, atOnce, MayRunPrograms);
            var job = await new LocalRun(context, atOnce, progress)
                .RunAsync(JobId, request, cancel)
                .ConfigureAwait(false);
            return new JobOutcome(job, root, clock.Elapsed.TotalSeconds);
        }
        finally
        {
            HasBegun = progress.Plan is not null && opened is not null;
            opened?.Dispose();
        }
    }
}
