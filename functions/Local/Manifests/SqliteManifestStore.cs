using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Local.Manifests;

/// <summary>
/// Stores manifests in one SQLite file, which several threads and processes may use at once. SQLite has no asynchronous
/// calls, so all returned tasks are already complete.
/// </summary>
internal sealed class SqliteManifestStore : IManifestStore, IDisposable
{
    private readonly SqliteFile _file;
    private readonly BlockTable _blocks;

    /// <param name="path">Path of the database file. It and its folder are created if they do not exist.</param>
    /// <exception cref="ManifestStoreException">The file cannot be opened as a manifest file.</exception>
    public SqliteManifestStore(string path)
        : this(new SqliteFile(path))
    {
    }

    /// <param name="file">Ownership passes to the store.</param>
    public SqliteManifestStore(SqliteFile file) => (_file, _blocks) = (file, new BlockTable(file));

    public Task<JobManifest> CreateJobAsync(JobManifest job, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var created = _file.Run(() => _file.Execute(
            "INSERT INTO jobs (job_id, created_at, state, manifest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            job.JobId,
            job.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            EnumNames.Of(job.State),
            ManifestColumns.Json(job, ManifestsJson.Default.JobManifest)));
        if (created == 1)
            return Task.FromResult(job);
        var existing = FindJob(job.JobId) ?? throw new JobNotFoundException(job.JobId);
        var differences = JobRequestWriter.Differences(existing.Request, job.Request);
        return differences.Count == 0
            ? Task.FromResult(existing)
            : throw new JobConflictException(job.JobId, differences);
    }

    public Task<JobManifest?> GetJobAsync(string jobId, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(FindJob(jobId));
    }

    public Task<IReadOnlyList<JobManifest>> ListJobsAsync(int limit, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<JobManifest>>(_file.Run(() => _file.Query(
            "SELECT manifest FROM jobs ORDER BY created_at DESC, job_id DESC LIMIT $1", ReadJob, limit)));
    }

    public Task<bool> SaveJobAsync(
        JobManifest job,
        JobState expectedState,
        int expectedPass = 0,
        CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_file.RunTransaction(() =>
        {
            var existing = FindJob(job.JobId) ?? throw new JobNotFoundException(job.JobId);
            if (existing.State != expectedState || existing.Pass != expectedPass)
                return false;
            var saved = job with { Request = existing.Request, CreatedAt = existing.CreatedAt };
            _file.Execute("UPDATE jobs SET state = $2, manifest = $3 WHERE job_id = $1",
                job.JobId, EnumNames.Of(job.State), ManifestColumns.Json(saved, ManifestsJson.Default.JobManifest));
            return true;
        }));
    }

    public Task AddBlocksAsync(IReadOnlyList<BlockManifest> blocks, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_file.RunTransaction(() =>
        {
            foreach (var block in blocks)
                _blocks.Add(block);
            return true;
        }));
    }

    public Task<BlockManifest?> GetBlockAsync(string jobId, int number, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_blocks.Find(jobId, number));
    }

    public async IAsyncEnumerable<BlockManifest> ListBlocksAsync(
        string jobId,
        int first = 0,
        int count = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask; // An asynchronous stream must await something.
        var last = first - 1L;
        var end = (long)first + count;
        IReadOnlyList<BlockManifest> page;
        do
        {
            cancel.ThrowIfCancellationRequested();
            page = _blocks.ReadPage(jobId, last, end);
            foreach (var block in page)
                yield return block;
            last = page.Count > 0 ? page[^1].Number : last;
        }
        while (page.Count == BlockTable.Page);
    }

    public Task<bool> PutStartAsync(
        string jobId,
        int number,
        int revision,
        BlockStart start,
        CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_blocks.Update(
            jobId,
            number,
            """
            UPDATE blocks SET start = $4
            WHERE job_id = $1 AND number = $2 AND revision = $3
                AND (receipt IS NULL OR json_extract(receipt, '$.pass') < json_extract($4, '$.pass'))
            """,
            revision,
            ManifestColumns.Json(start, ManifestsJson.Default.BlockStart)));
    }

    public Task<Receipt?> PutReceiptAsync(string jobId, int number, Receipt receipt, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var put = _file.Run(() =>
            _file.Execute(
                """
                UPDATE blocks SET receipt = $4, failure = NULL, start = NULL
                WHERE job_id = $1 AND number = $2 AND revision = $3
                  AND (receipt IS NULL OR json_extract(receipt, '$.pass') < $5)
                """,
                jobId,
                number,
                receipt.Revision,
                ManifestColumns.Json(receipt, ManifestsJson.Default.Receipt),
                receipt.Pass));
        if (put == 1)
            return Task.FromResult<Receipt?>(receipt);
        var block = _blocks.Find(jobId, number) ?? throw new JobNotFoundException(jobId, number);
        return Task.FromResult(block.Revision == receipt.Revision ? block.Receipt : null);
    }

    public Task<bool> PutFailureAsync(
        string jobId, int number, int revision, BlockFailure failure, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_blocks.Update(
            jobId,
            number,
            """
            UPDATE blocks SET failure = $4, start = NULL
            WHERE job_id = $1 AND number = $2 AND revision = $3
                AND (receipt IS NULL OR json_extract(receipt, '$.pass') < json_extract($4, '$.pass'))
            """,
            revision,
            ManifestColumns.Json(failure, ManifestsJson.Default.BlockFailure)));
    }

    public Task<bool> ReviseBlockAsync(BlockManifest revised, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_blocks.Update(
            revised.JobId,
            revised.Number,
            """
            UPDATE blocks SET revision = revision + 1, ranges = $4, receipt = NULL, failure = NULL, start = NULL
            WHERE job_id = $1 AND number = $2 AND revision = $3
            """,
            revised.Revision - 1,
            ManifestColumns.Json(revised.Ranges, ManifestsJson.Default.IReadOnlyListFileRange)));
    }

    public Task<bool> ExtendBlockAsync(BlockManifest extended, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_blocks.Update(
            extended.JobId,
            extended.Number,
            """
            UPDATE blocks SET ranges = $4
            WHERE job_id = $1 AND number = $2 AND revision = $3 AND receipt IS NOT NULL
            """,
            extended.Revision,
            ManifestColumns.Json(extended.Ranges, ManifestsJson.Default.IReadOnlyListFileRange)));
    }

    public Task PutResultAsync(string jobId, ReadOnlyMemory<byte> content, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(
            _file.Run(() =>
                _file.Execute(
                    "INSERT OR REPLACE INTO results (job_id, content) VALUES ($1, $2)",
                    jobId,
                    content.ToArray())));
    }

    public Task<byte[]?> GetResultAsync(string jobId, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(
            _file
                .Run(() =>
                    _file.Query(
                        "SELECT content FROM results WHERE job_id = $1",
                        row => row.GetFieldValue<byte[]>(0),
                        jobId))
                .SingleOrDefault());
    }

    public void Dispose() => _file.Dispose();

    private JobManifest? FindJob(string jobId) => _file.Run(() =>
        _file.Query("SELECT manifest FROM jobs WHERE job_id = $1", ReadJob, jobId)).SingleOrDefault();

    private static JobManifest ReadJob(SqliteDataReader row) =>
        ManifestColumns.Value(row.GetString(0), ManifestsJson.Default.JobManifest);
}
