using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Local.Output;

/// <summary>A small result, read from the published file.</summary>
/// <param name="Rows">The values as text, by column; null means NULL.</param>
internal sealed record ResultPreview(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<string?[]> Rows)
{
    /// <summary>More rows than anyone reads on a terminal or expects in a JSON document.</summary>
    public const int MaxRows = 1000;

    public const int MaxBytes = 64 * 1024;

    public static bool IsSmall(JobResult result) => result.Rows <= MaxRows && result.Bytes <= MaxBytes;

    public static ResultPreview Read(string path, OutputFormat format, JobResult result)
    {
        var bytes = File.ReadAllBytes(path);
        var rows = format == OutputFormat.Csv
            ? ResultCsv.Read(bytes, result.Columns.Count)
            : ResultJson.Read(bytes, isLines: format == OutputFormat.JsonLines);
        return rows.Count == result.Rows && rows.All(row => row.Length == result.Columns.Count)
            ? new ResultPreview(result.Columns, rows)
            : throw new InvalidOperationException(
                $"{path} has {rows.Count} rows, and its job wrote {result.Rows} of {result.Columns.Count} columns.");
    }
}
