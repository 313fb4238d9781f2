using System.Globalization;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Manifests;

/// <summary>
/// The tables of the manifests. What a query asks for is a column, everything else is JSON. Rules of versions: a file
/// with a higher <see cref="Version"/> is refused, and a change of tables raises it.
/// </summary>
internal static class SqliteSchema
{
    private const long Version = 3;

    /// <summary>"Pipe" in ASCII; tells our files from the databases of others.</summary>
    private const long ApplicationId = 0x50697065;

    private const string Tables =
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

    /// <summary>Since version 2. The order in which executions run is that of their turns, and a redrive takes a new one.</summary>
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

    /// <summary>Since version 3.</summary>
    private const string Redriven = "ALTER TABLE executions ADD COLUMN redriven_at TEXT";

    /// <summary>Creates the tables in a new file, adds what an old one lacks, and looks whether an old one is ours.</summary>
    /// <exception cref="ManifestStoreException">It is not, or it was written by a later version.</exception>
    public static void Prepare(SqliteFile file, string path)
    {
        if (!IsCurrent(file, path))
        {
            file.RunTransaction(() =>
            {
                // Another process may have been here first.
                if (IsCurrent(file, path))
                    return false;
                var version = IsEmpty(file) ? 0 : VersionOf(file);
                if (version < 1)
                    file.Execute(Tables);
                if (version < 2)
                    file.Execute(Executions);
                if (version < 3)
                    file.Execute(Redriven);
                file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
                file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
                return true;
            });
        }
        // Readers and a writer do not wait for each other, and a commit is one write to the log.
        file.Execute("PRAGMA journal_mode = WAL");
    }

    private static bool IsEmpty(SqliteFile file) => Number(file, "SELECT COUNT(*) FROM sqlite_schema") == 0;

    /// <returns>False if the file lacks tables.</returns>
    private static bool IsCurrent(SqliteFile file, string path)
    {
        if (IsEmpty(file))
            return false;
        if (Number(file, "PRAGMA application_id") != ApplicationId)
            throw new ManifestStoreException($"{path}: this database is not one of manifests. Name another file.");
        var version = VersionOf(file);
        return version <= Version
            ? version == Version
            : throw new ManifestStoreException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: the manifests have version {version}, and this program knows {Version}. Use the program that wrote them or a later one, or name another file."));
    }

    private static long VersionOf(SqliteFile file) => Number(file, "PRAGMA user_version");

    private static long Number(SqliteFile file, string sql) => file.Query(sql, row => row.GetInt64(0))[0];
}
