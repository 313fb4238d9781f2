using DuckDB.NET.Data;

namespace Pipeline.EndToEnd.Tests;

/// <summary>A DuckDB in memory, whose one view is named <c>dataset</c> like ours.</summary>
public sealed class DuckDb : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    /// <param name="source">A table function over files, with every option that detection could see
    /// differently.</param>
    public DuckDb(string source)
    {
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = $"SET threads = 1; SET TimeZone = 'UTC'; CREATE VIEW dataset AS SELECT * FROM {source}";
        command.ExecuteNonQuery();
    }

    /// <param name="path">Full path or glob.</param>
    public static string Text(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Our SQL as DuckDB has to be asked it: what we call QUANTILE is QUANTILE_CONT there.</summary>
    public static string Translated(string sql) => sql.Replace("QUANTILE(", "QUANTILE_CONT(", StringComparison.Ordinal);

    /// <summary>The rows, each cell as DuckDB types it; NULL is null.</summary>
    public IReadOnlyList<object?[]> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([
                .. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)),
            ]);
        return rows;
    }

    public void Dispose() => _connection.Dispose();
}
