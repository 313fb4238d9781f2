using System.Globalization;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Manifests;

/// <summary>
/// The tables of the manifests. Fields that queries use are columns; everything else is JSON. Each change of the tables
/// is a new version, and a file with a later version than this program supports is rejected.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>"Pipe" in ASCII. Distinguishes manifest files from other SQLite databases.</summary>
    private const long ApplicationId = 0x50697065;

    private const string Manifests =
        """
        CREATE TABLE jobs (
            job_id TEXT PRIMARY KEY,
            created_at TEXT NOT NULL,
            state TEXT NOT NULL,
            manifest TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX jobs_by_time ON jobs (created_at, job_id);
        CREATE TABLE blocks (
            job_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            ranges TEXT NOT NULL,
            receipt TEXT,
            failure TEXT,
            PRIMARY KEY (job_id, number)
        ) WITHOUT ROWID;
        """;

    /// <summary>Executions run in the order of their turns. A redrive takes a new turn.</summary>
    private const string Executions =
        """
        CREATE TABLE executions (
            name TEXT PRIMARY KEY,
            input TEXT NOT NULL,
            status TEXT NOT NULL,
            started_at TEXT NOT NULL,
            stopped_at TEXT,
            redrives INTEGER NOT NULL,
            error TEXT,
            cause TEXT,
            turn INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX executions_by_turn ON executions (status, turn);
        """;

    /// <summary>For monitoring: running blocks, small results, and when an execution was last redriven.</summary>
    private const string Watching =
        """
        ALTER TABLE blocks ADD COLUMN start TEXT;
        CREATE TABLE results (
            job_id TEXT PRIMARY KEY,
            content BLOB NOT NULL);
        ALTER TABLE executions ADD COLUMN redriven_at TEXT;
        """;

    /// <summary>The migration to each version, oldest first. A new file runs all of them.</summary>
    private static readonly string[] Versions = [Manifests, Executions, Watching];

    /// <summary>Creates the tables in a new file, or migrates an existing file to the current version.</summary>
    /// <exception cref="ManifestStoreException">
    /// The file is not a manifest file, or was written by a later version.
    /// </exception>
    public static void Prepare(SqliteFile file, string path)
    {
        if (VersionOf(file, path) < Versions.Length)
        {
            file.RunTransaction(() =>
            {
                // Another process may have migrated the file in the meantime.
                foreach (var version in Versions.Skip(VersionOf(file, path)))
                    file.Execute(version);
                file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
                file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Versions.Length}"));
                return true;
            });
        }
        // With WAL, readers and the writer do not block each other, and a commit is one write to the log.
        file.Execute("PRAGMA journal_mode = WAL");
    }

    /// <returns>0 for a new file.</returns>
    private static int VersionOf(SqliteFile file, string path)
    {
        if (Number(file, "SELECT COUNT(*) FROM sqlite_schema") == 0)
            return 0;
        if (Number(file, "PRAGMA application_id") != ApplicationId)
            throw new ManifestStoreException($"{path}: this database does not contain manifests. Choose another file.");
        var version = Number(file, "PRAGMA user_version");
        return version <= Versions.Length
            ? (int)version
            : throw new ManifestStoreException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: the manifests have version {version}, but this program supports only {Versions.Length}. "
                        + $"Use the program that wrote them or a later one, or choose another file."));
    }

    private static long Number(SqliteFile file, string sql) => file.Query(sql, row => row.GetInt64(0))[0];
}
