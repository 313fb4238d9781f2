using Microsoft.Data.Sqlite;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Manifests;

/// <summary>
/// One connection to a database file, which the threads of a process share under a lock. SQLite allows only one writer
/// at a time, a statement takes about ten microseconds, and waiting for a lock is cheaper than SQLite's busy handler,
/// which sleeps. Other processes may use the file at the same time.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>How long a statement waits for another process to finish its transaction.</summary>
    private const int BusySeconds = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SqliteCommand> _statements = [];
    private readonly SqliteConnection _connection;
    private readonly string _path;

    /// <summary>Opens the file. Creates it and its folder if they do not exist.</summary>
    /// <exception cref="ManifestStoreException">
    /// The file cannot be opened, is not a manifest file, or was written by a later version.
    /// </exception>
    public SqliteFile(string path)
    {
        _path = Path.GetFullPath(path);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            DefaultTimeout = BusySeconds,
            // A pool would only keep the file open after Dispose.
            Pooling = false,
        }.ToString());
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? _path);
            Run(() =>
            {
                _connection.Open();
                // SQLite opens a read-only file without an error, and would reject only the first write.
                if (SQLitePCL.raw.sqlite3_db_readonly(_connection.Handle, "main") == 1)
                    throw new ManifestStoreException(
                        $"{_path}: this file is read-only. Choose a manifest file that you may write.");
                // The driver waits in steps of 150 ms; SQLite itself begins with one.
                Execute($"PRAGMA busy_timeout = {BusySeconds * 1000}");
                SqliteSchema.Prepare(this, _path);
                // NORMAL does not flush the log at each commit. Commits survive a crash of the process. A power failure
                // may lose the last receipts, and their blocks are then processed again.
                Execute("PRAGMA synchronous = NORMAL");
                return true;
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new ManifestStoreException(
                $"{_path}: the folder of the manifests cannot be created: {e.Message} Choose a folder where you may "
                    + "write.",
                e);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs statements while no other thread of this process uses the connection.</summary>
    /// <exception cref="ManifestStoreException">SQLite returned an error.</exception>
    /// <exception cref="StorageFullException">The disk is full.</exception>
    public T Run<T>(Func<T> statements)
    {
        lock (_lock)
        {
            try
            {
                return statements();
            }
            catch (SqliteException e)
            {
                throw Failure(e);
            }
        }
    }

    /// <summary>Runs statements in one transaction, during which no other process can write.</summary>
    /// <exception cref="ManifestStoreException">SQLite returned an error. Nothing was written.</exception>
    public T RunTransaction<T>(Func<T> statements) => Run(() =>
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            var result = statements();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            // After some errors, such as a full disk, SQLite has already rolled back.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                Execute("ROLLBACK");
            throw;
        }
    });

    /// <summary>
    /// Runs a statement with values for <c>$1</c>, <c>$2</c>, …. Call it only within <see cref="Run"/>.
    /// </summary>
    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>
    /// Runs a query with values for <c>$1</c>, <c>$2</c>, …. Call it only within <see cref="Run"/>.
    /// </summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Bind(sql, values).ExecuteReader();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var statement in _statements.Values)
                statement.Dispose();
            _statements.Clear();
            _connection.Dispose();
        }
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteCommand(sql, _connection);
            for (var i = 1; i <= values.Length; i++)
                statement.Parameters.Add(new SqliteParameter($"${i}", null));
            _statements.Add(sql, statement);
        }
        for (var i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        return statement;
    }

    /// <summary>A full disk is the same error here as in any other file.</summary>
    private PipelineException Failure(SqliteException e) => e.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL
        ? StorageErrors.Full(_path, e)
        : new ManifestStoreException($"{_path}: {Explain(e)}", e);

    private static string Explain(SqliteException e) =>
        e.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_NOTADB =>
                "this file is not an SQLite database. Choose another file for the manifests, or move this one away.",
            SQLitePCL.raw.SQLITE_CORRUPT =>
                "the database is damaged. Move it away with its -wal and -shm files. The next job creates a new one.",
            SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
                $"the database cannot be opened for writing ({e.Message}). Choose a file in a folder where you may "
                    + "write.",
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                $"another process has locked the database for {BusySeconds} seconds. End that process, and run the job "
                    + "again.",
            _ => $"the database failed: {e.Message}.",
        };
}
