using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
    /// <summary>Blocks read at a time, so that listing thousands of blocks does not delay writers.</summary>
    private const int Page = 500;

    private const string BlockColumns = "job_id, number, revision, ranges, receipt, failure, start";

    private readonly SqliteFile _file;

    /// <param name="path">Path of the database file. It and its folder are created if they do not exist.</param>
    /// <exception cref="ManifestStoreException">The file cannot be opened as a manifest file.</exception>
    public SqliteManifestStore(string path)
        : this(new SqliteFile(path))
    {
    }

    /// <param name="file">Ownership passes to the store.</param>
    public SqliteManifestStore(SqliteFile file) => _file = file;

    public Task<JobManifest> CreateJobAsync(JobManifest job, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var created = _file.Run(() => _file.Execute(
            "INSERT INTO jobs (job_id, created_at, state, manifest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            job.JobId,
            job.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            EnumNames.Of(job.State),
            Json(job, ManifestsJson.Default.JobManifest)));
        if (created == 1)
            return Task.FromResult(job);
        var standing = FindJob(job.JobId) ?? throw new JobNotFoundException(job.JobId);
        var differences = JobRequestWriter.Differences(standing.Request, job.Request);
        return differences.Count == 0
            ? Task.FromResult(standing)
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
            var standing = FindJob(job.JobId) ?? throw new JobNotFoundException(job.JobId);
            if (standing.State != expectedState || standing.Pass != expectedPass)
                return false;
            var saved = job with { Request = standing.Request, CreatedAt = standing.CreatedAt };
            _file.Execute("UPDATE jobs SET state = $2, manifest = $3 WHERE job_id = $1",
                job.JobId, EnumNames.Of(job.State), Json(saved, ManifestsJson.Default.JobManifest));
            return true;
        }));
    }

    public Task AddBlocksAsync(IReadOnlyList<BlockManifest> blocks, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(_file.RunTransaction(() =>
        {
            foreach (var block in blocks)
                AddBlock(block);
            return true;
        }));
    }

    public Task<BlockManifest?> GetBlockAsync(string jobId, int number, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(FindBlock(jobId, number));
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
        List<BlockManifest> page;
        do
        {
            cancel.ThrowIfCancellationRequested();
            page = _file.Run(() =>
                _file.Query(
                    $"SELECT {BlockColumns} FROM blocks WHERE job_id = $1 AND number > $2 AND number < $3 ORDER BY "
                        + $"number LIMIT {Page}",
                    ReadBlock,
                    jobId,
                    last,
                    end));
            foreach (var block in page)
                yield return block;
            last = page.Count > 0 ? page[^1].Number : last;
        }
        while (page.Count == Page);
    }

    public Task<bool> PutStartAsync(
        string jobId,
        int number,
        int revision,
        BlockStart start,
        CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(UpdateBlock(
            jobId,
            number,
            """
            UPDATE blocks SET start = $4
            WHERE job_id = $1 AND number = $2 AND revision = $3
                AND (receipt IS NULL OR json_extract(receipt, '$.pass') < json_extract($4, '$.pass'))
            """,
            revision,
            Json(start, ManifestsJson.Default.BlockStart)));
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
                Json(receipt, ManifestsJson.Default.Receipt),
                receipt.Pass));
        if (put == 1)
            return Task.FromResult<Receipt?>(receipt);
        var block = FindBlock(jobId, number) ?? throw new JobNotFoundException(jobId, number);
        return Task.FromResult(block.Revision == receipt.Revision ? block.Receipt : null);
    }

    public Task<bool> PutFailureAsync(
        string jobId, int number, int revision, BlockFailure failure, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(UpdateBlock(
            jobId,
            number,
            """
            UPDATE blocks SET failure = $4, start = NULL
            WHERE job_id = $1 AND number = $2 AND revision = $3
                AND (receipt IS NULL OR json_extract(receipt, '$.pass') < json_extract($4, '$.pass'))
            """,
            revision,
            Json(failure, ManifestsJson.Default.BlockFailure)));
    }

    public Task<bool> ReviseBlockAsync(BlockManifest revised, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(UpdateBlock(
            revised.JobId,
            revised.Number,
            """
            UPDATE blocks SET revision = revision + 1, ranges = $4, receipt = NULL, failure = NULL, start = NULL
            WHERE job_id = $1 AND number = $2 AND revision = $3
            """,
            revised.Revision - 1,
            Json(revised.Ranges, ManifestsJson.Default.IReadOnlyListFileRange)));
    }

    public Task<bool> ExtendBlockAsync(BlockManifest extended, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(UpdateBlock(
            extended.JobId,
            extended.Number,
            """
            UPDATE blocks SET ranges = $4
            WHERE job_id = $1 AND number = $2 AND revision = $3 AND receipt IS NOT NULL
            """,
            extended.Revision,
            Json(extended.Ranges, ManifestsJson.Default.IReadOnlyListFileRange)));
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

    private void AddBlock(BlockManifest block)
    {
        var ranges = Json(block.Ranges, ManifestsJson.Default.IReadOnlyListFileRange);
        var added = _file.Execute(
            """
            INSERT INTO blocks (job_id, number, revision, ranges) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """,
            block.JobId, block.Number, block.Revision, ranges);
        if (added == 1)
            return;
        // Ranges change once a block has been worked on; before, they are the plan.
        var planned = _file.Query(
            "SELECT ranges FROM blocks WHERE job_id = $1 AND number = $2 AND revision = $3 AND receipt IS NULL",
            row => row.GetString(0), block.JobId, block.Number, block.Revision);
        if (planned.Count == 1 && planned[0] != ranges)
            throw new JobConflictException(block.JobId, block.Number);
    }

    /// <param name="update">Sets <c>$4</c> in block <c>$1</c>, <c>$2</c> if it is at revision <c>$3</c>.</param>
    private bool UpdateBlock(string jobId, int number, string update, int revision, string json)
    {
        var updated = _file.Run(() => _file.Execute(update, jobId, number, revision, json));
        return updated == 1
            || (FindBlock(jobId, number) is null ? throw new JobNotFoundException(jobId, number) : false);
    }

    private JobManifest? FindJob(string jobId) => _file.Run(() =>
        _file.Query("SELECT manifest FROM jobs WHERE job_id = $1", ReadJob, jobId)).SingleOrDefault();

    private BlockManifest? FindBlock(string jobId, int number) =>
        _file
            .Run(() =>
                _file.Query(
                    $"SELECT {BlockColumns} FROM blocks WHERE job_id = $1 AND number = $2",
                    ReadBlock,
                    jobId,
                    number))
            .SingleOrDefault();

    private static JobManifest ReadJob(SqliteDataReader row) =>
        Value(row.GetString(0), ManifestsJson.Default.JobManifest);

    private static BlockManifest ReadBlock(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        row.GetInt32(2),
        Value(row.GetString(3), ManifestsJson.Default.IReadOnlyListFileRange),
        row.IsDBNull(4) ? null : Value(row.GetString(4), ManifestsJson.Default.Receipt),
        row.IsDBNull(5) ? null : Value(row.GetString(5), ManifestsJson.Default.BlockFailure),
        row.IsDBNull(6) ? null : Value(row.GetString(6), ManifestsJson.Default.BlockStart));

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T Value<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type)
        ?? throw new JsonException($"Expected {typeof(T).Name} in the manifests; found null.");
}
