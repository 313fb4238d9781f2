using System.Diagnostics;
using System.Globalization;
using Pipeline.Local.Output;

namespace Pipeline.Benchmarks.Datasets;

/// <summary>
/// The folder of the datasets, which is the data root too. What was made once is kept: the same name, which tells the
/// number of rows, is the same bytes.
/// </summary>
internal sealed class DatasetFolder(string folder)
{
    public string Path => folder;

    /// <summary>Lines such as <c>Ürümqi;-3.4</c>: those of <c>pipeline demo</c>.</summary>
    public Dataset Measurements(long rows) =>
        Made(Named("measurements", rows, "csv"), dataset =>
            Local.Demo.Measurements.Make(dataset.Path, rows, CancellationToken.None));

    /// <summary>Eight columns, some fields in quotes, with commas, doubled quotes and newlines in them.</summary>
    public Dataset Orders(long rows) =>
        Made(Named("orders", rows, "csv"), dataset =>
            OrderFile.Make(dataset.Path, rows, OrderLines.CsvHeader, OrderLines.PutCsv));

    /// <summary>Orders as JSON Lines.</summary>
    public Dataset JsonOrders(long rows) => Made(
        Named("orders", rows, "jsonl"), dataset => OrderFile.Make(dataset.Path, rows, default, OrderLines.PutJson));

    private Dataset Named(string name, long rows, string extension) =>
        new(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{rows}.{extension}"), rows);

    private static Dataset Made(Dataset dataset, Action<Dataset> make)
    {
        if (File.Exists(dataset.Path)) return dataset;
        Directory.CreateDirectory(dataset.Folder);
        var clock = Stopwatch.StartNew();
        make(dataset);
        Console.Error.WriteLine(
            $"made {dataset.Name}: {Humanize.Bytes(dataset.Bytes)} in {Humanize.Seconds(clock.Elapsed.TotalSeconds)}");
        return dataset;
    }
}
