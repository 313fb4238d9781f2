using System.Globalization;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Manifests;

/// <summary>
/// The tables of the manifests. What a query asks for is a column, everything else is JSON. Rules of versions: a file
/// with a higher <see cref="Version"/> is refused, and a change of tables raises it.
/// </summary>
internal static class SqliteSchema
{
    private const long Version = 1;

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

    /// <summary>Creates the tables in a new file, and looks whether an old one is ours.</summary>
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
                file.Execute(Tables);
                file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
                file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
                return true;
            });
        }
        // Readers and a writer do not wait for each other, and a commit is one write to the log.
        file.Execute("PRAGMA journal_mode = WAL");
    }

    /// <returns>False if the file has no tables yet.</returns>
    private static bool IsCurrent(SqliteFile file, string path)
    {
        if (Number(file, "SELECT COUNT(*) FROM sqlite_schema") == 0)
            return false;
        if (Number(file, "PRAGMA application_id") != ApplicationId)
            throw new ManifestStoreException($"{path}: this database is not one of manifests. Name another file.");
        var version = Number(file, "PRAGMA user_version");
        return version == Version
            ? true
            : throw new ManifestStoreException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: the manifests have version {version}, and this program knows {Version}. Use the program that wrote them or a later one, or name another file."));
    }

    private static long Number(SqliteFile file, string sql) => file.Query(sql, row => row.GetInt64(0))[0];
}
