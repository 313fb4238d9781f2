using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace Pipeline.Benchmarks.Contestants;

/// <summary>
/// What the process of DuckDB does: opens a database in memory, writes the answer to a query to a file, and says on
/// standard output how many seconds that took.
/// </summary>
internal static class DuckDbRun
{
    /// <summary>The first argument of this program when it is that process.</summary>
    public const string Verb = "duckdb";

    /// <param name="arguments">Threads, the path of the answer, the query.</param>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var clock = Stopwatch.StartNew();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SET threads = {arguments[0]}; SET preserve_insertion_order = false; COPY ({arguments[2]}) TO "
                + $"'{Escape(arguments[1])}' (FORMAT csv, HEADER)";
        command.ExecuteNonQuery();
        Console.WriteLine(clock.Elapsed.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>A path or the like as the inside of an SQL text.</summary>
    public static string Escape(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
