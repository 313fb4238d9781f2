using Microsoft.Data.Sqlite;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Manifests;

/// <summary>
/// One connection to one database file, shared by the threads of a process under a lock: SQLite lets one writer in at
/// a time anyway, a statement takes some ten microseconds, and waiting at a lock is cheaper than SQLite's sleeping
/// while busy. Other processes may have the file open at the same time.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>How long a statement waits for another process to finish its transaction.</summary>
    private const int BusySeconds = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SqliteCommand> _statements = [];
    private readonly SqliteConnection _connection;
    private readonly string _path;

    /// <summary>Opens the file, which is created with its folder if it is not there.</summary>
    /// <exception cref="ManifestStoreException">The file cannot be used, or not by this version.</exception>
    public SqliteFile(string path)
    {
        _path = Path.GetFullPath(path);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            DefaultTimeout = BusySeconds,
            // The store keeps its connection; a pool would only keep the file open after Dispose.
            Pooling = false,
        }.ToString());
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? _path);
            Run(() =>
            {
                _connection.Open();
                // SQLite opens a file that it may not write all the same, and would refuse the first receipt.
                if (SQLitePCL.raw.sqlite3_db_readonly(_connection.Handle, "main") == 1)
                    throw new ManifestStoreException($"{_path}: this file cannot be written. Name a file that this user may write.");
                // The driver waits in steps of 150 ms; SQLite itself begins with one.
                Execute($"PRAGMA busy_timeout = {BusySeconds * 1000}");
                SqliteSchema.Prepare(this, _path);
                // NORMAL does not flush the log at each commit. What was committed survives the end of the process,
                // however it comes; a power cut may take the last receipts, and their blocks are done again.
                Execute("PRAGMA synchronous = NORMAL");
                return true;
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new ManifestStoreException($"{_path}: the folder of the manifests cannot be created: {e.Message} Name a place where this user may write.", e);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs statements, with the connection to themselves among the threads of this process.</summary>
    /// <exception cref="ManifestStoreException">SQLite refused.</exception>
    /// <exception cref="StorageFullException">There is no room for it.</exception>
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

    /// <summary>Runs statements as one transaction that no other process writes in between.</summary>
    /// <exception cref="ManifestStoreException">SQLite refused; nothing was written.</exception>
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
            // SQLite has rolled back by itself when, for example, the disk is full.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                Execute("ROLLBACK");
            throw;
        }
    });

    /// <summary>Within <see cref="Run"/>: runs a statement with values for <c>$1</c>, <c>$2</c>, ….</summary>
    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>Within <see cref="Run"/>: reads what a query with values for <c>$1</c>, <c>$2</c>, … finds.</summary>
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

    /// <summary>A full disk is the same failure wherever it is met first, a partial or the manifests.</summary>
    private PipelineException Failure(SqliteException e) => e.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL
        ? StorageErrors.Full(_path, e)
        : new ManifestStoreException($"{_path}: {Explain(e)}", e);

    private static string Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => "this file is no SQLite database. Name another file for the manifests, or move this one away.",
        SQLitePCL.raw.SQLITE_CORRUPT => "the database is damaged. Move it away with its -wal and -shm files; jobs start anew in a new one.",
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
            $"the database cannot be opened for writing ({e.Message}). Name a file in a folder where this user may write.",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            $"another process has held the database for {BusySeconds} seconds. End what holds it, and run the job again.",
        _ => $"the database failed: {e.Message}.",
    };
}
