using Microsoft.Data.Sqlite;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Local.Manifests;

/// <summary>The rows of blocks in a manifest file.</summary>
internal sealed class BlockTable(SqliteFile file)
{
    /// <summary>Blocks read at a time, so that listing thousands of blocks does not delay writers.</summary>
    public const int Page = 500;

    private const string Columns = "job_id, number, revision, ranges, receipt, failure, start";

    /// <summary>Adds a block that is not there yet. A block that is there must have the same ranges.</summary>
    public void Add(BlockManifest block)
    {
        var ranges = ManifestColumns.Json(block.Ranges, ManifestsJson.Default.IReadOnlyListFileRange);
        var added = file.Execute(
            """
            INSERT INTO blocks (job_id, number, revision, ranges) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """,
            block.JobId, block.Number, block.Revision, ranges);
        if (added == 1)
            return;
        // Ranges change once a block has been worked on; before, they are the plan.
        var planned = file.Query(
            "SELECT ranges FROM blocks WHERE job_id = $1 AND number = $2 AND revision = $3 AND receipt IS NULL",
            row => row.GetString(0), block.JobId, block.Number, block.Revision);
        if (planned.Count == 1 && planned[0] != ranges)
            throw new JobConflictException(block.JobId, block.Number);
    }

    /// <param name="update">Sets <c>$4</c> in block <c>$1</c>, <c>$2</c> if it is at revision <c>$3</c>.</param>
    public bool Update(string jobId, int number, string update, int revision, string json)
    {
        var updated = file.Run(() => file.Execute(update, jobId, number, revision, json));
        return updated == 1
            || (Find(jobId, number) is null ? throw new JobNotFoundException(jobId, number) : false);
    }

    /// <summary>Reads the next blocks with numbers between two others, neither included.</summary>
    public IReadOnlyList<BlockManifest> ReadPage(string jobId, long after, long before) =>
        file.Run(() =>
            file.Query(
                $"SELECT {Columns} FROM blocks WHERE job_id = $1 AND number > $2 AND number < $3 "
                    + $"ORDER BY number LIMIT {Page}",
                Read,
                jobId,
                after,
                before));

    public BlockManifest? Find(string jobId, int number) =>
        file
            .Run(() =>
                file.Query(
                    $"SELECT {Columns} FROM blocks WHERE job_id = $1 AND number = $2",
                    Read,
                    jobId,
                    number))
            .SingleOrDefault();

    private static BlockManifest Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        row.GetInt32(2),
        ManifestColumns.Value(row.GetString(3), ManifestsJson.Default.IReadOnlyListFileRange),
        row.IsDBNull(4) ? null : ManifestColumns.Value(row.GetString(4), ManifestsJson.Default.Receipt),
        row.IsDBNull(5) ? null : ManifestColumns.Value(row.GetString(5), ManifestsJson.Default.BlockFailure),
        row.IsDBNull(6) ? null : ManifestColumns.Value(row.GetString(6), ManifestsJson.Default.BlockStart));
}
