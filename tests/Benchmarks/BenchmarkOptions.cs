using Pipeline.TestKit;

namespace Pipeline.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">Folder of the datasets.</param>
/// <param name="Rows">Measurements.</param>
/// <param name="Orders">Orders as delimited text.</param>
/// <param name="JsonOrders">Orders as JSON Lines.</param>
/// <param name="Cores">Workers of pipeline, threads of DuckDB.</param>
/// <param name="Pipeline">Path of the pipeline program.</param>
/// <param name="Results">Folder that gets a folder of results.</param>
/// <param name="Only">A text that is in the names of the works to do; empty for all.</param>
internal sealed record BenchmarkOptions(
    string Data,
    long Rows,
    long Orders,
    long JsonOrders,
    int Rounds,
    int Cores,
    string Pipeline,
    string Results,
    string Only)
{
    public const long DefaultRows = 100_000_000;
    public const int DefaultRounds = 5;

    /// <summary>The sizes of the default, by which fewer rows make fewer orders.</summary>
    public static long OrdersFor(long rows) => Math.Max(1, rows / 10);

    /// <inheritdoc cref="OrdersFor"/>
    public static long JsonOrdersFor(long rows) => Math.Max(1, rows * 8 / 100);

    /// <summary>Where the datasets are kept unless the command line says otherwise.</summary>
    public static string DefaultData { get; } = Path.Combine(Path.GetTempPath(), "pipeline-benchmarks");

    /// <summary>
    /// Where results go unless the command line says otherwise: to those that are committed if the run is as large as
    /// they are, and beside the datasets if it is a try.
    /// </summary>
    public static string DefaultResults(string data, long rows, int rounds) =>
        rows >= DefaultRows && rounds >= DefaultRounds && RepositoryFiles.FindRoot() is { } root
            ? Path.Combine(root, "tests", "Benchmarks", "results")
            : Path.Combine(data, "results");
}
