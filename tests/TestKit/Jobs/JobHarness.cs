using System.Text;
using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.Core.Steps;
using Pipeline.Local;
using Pipeline.Local.Manifests;
using Pipeline.Operations;

namespace Pipeline.TestKit.Jobs;

/// <summary>A data root and manifests of a test's own, and jobs run over them as the command runs them.</summary>
public sealed class JobHarness : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");
    private readonly SqliteManifestStore _store;
    private int _jobs;

    public JobHarness(
        CutSearchOptions? cutWindows = null,
        ReadingOptions? reading = null,
        TimeProvider? clock = null,
        bool mayRunPrograms = false,
        OperationCatalog? operations = null)
    {
        _store = new SqliteManifestStore(System.IO.Path.Combine(_folder.FullName, "manifests", "manifests.db"));
        Root = Directory.CreateDirectory(System.IO.Path.Combine(_folder.FullName, "root")).FullName;
        Context = new StepContext(new DataRoot(Root), _store, clock ?? TimeProvider.System)
        {
            CutSearchOptions = cutWindows ?? CutSearchOptions.Default,
            Reading = reading ?? ReadingOptions.Default,
            MinCoreBytes = 64,
            MayRunPrograms = mayRunPrograms,
            Operations = operations ?? OperationRegistry.All,
        };
    }

    /// <summary>Full path of the data root.</summary>
    public string Root { get; }

    public StepContext Context { get; }

    public IManifestStore Store => _store;

    /// <summary>Id of the job started last.</summary>
    public string LastJob { get; private set; } = "";

    /// <summary>Full path of a file in the root.</summary>
    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public JobHarness Write(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllBytes(Path(name), content);
        return this;
    }

    public JobHarness Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public static JobRequest Query(string sql, string dataset = "data.csv", long? blockSize = null) =>
        new(
            [dataset],
            new OperationRequest("query", JsonSerializer.SerializeToElement(new { type = "query", sql })),
            BlockSize: blockSize);

    /// <exception cref="PipelineException">The job failed.</exception>
    public async Task<FinishedJob> RunAsync(
        JobRequest request,
        int workers = 2,
        RunLog? log = null,
        CancellationToken cancel = default)
    {
        LastJob = $"job-{++_jobs}";
        log ??= new RunLog();
        var job = await new LocalRun(Context, workers, log).RunAsync(LastJob, request, cancel);
        Assert.NotNull(job.Result);
        return new FinishedJob(job, await File.ReadAllBytesAsync(Path(job.Result.Path), cancel), log);
    }

    /// <summary>Runs a job that must fail, and holds it to what every failed job leaves behind.</summary>
    /// <param name="planned">Whether the job came so far that it has a manifest, which then must say why it
    /// failed.</param>
    public async Task<T> FailAsync<T>(JobRequest request, bool planned, RunLog? log = null, int workers = 2)
        where T : Exception
    {
        var error = await Assert.ThrowsAsync<T>(() => RunAsync(request, workers, log));
        var job = await Store.GetJobAsync(LastJob);
        if (planned)
        {
            Assert.NotNull(job);
            Assert.Equal((JobState.Failed, typeof(T).Name, error.Message), (job.State, job.Error, job.Cause));
            Assert.Null(job.Result);
        }
        else
        {
            Assert.Null(job);
        }
        Assert.DoesNotContain(FilesOfLastJob(), file =>
            System.IO.Path.GetFileName(file).StartsWith("result", StringComparison.Ordinal));
        return error;
    }

    /// <summary>All files that the job started last has left under the root.</summary>
    public IReadOnlyList<string> FilesOfLastJob() => FilesOf(LastJob);

    public IReadOnlyList<string> FilesOf(string jobId)
    {
        var folder = Path($"jobs/{jobId}");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    public async Task<IReadOnlyList<BlockManifest>> BlocksAsync() =>
        await Context.GetBlocksAsync(LastJob);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }
}
