using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>
/// Detects the format of a dataset from the first 256 KiB of one file: the first file with more than one non-blank
/// line, because a day without events may leave only a header; if there is none, the first file with any. Whatever the
/// request specifies is not detected.
/// </summary>
/// <remarks>
/// The rules are in <see cref="DialectDetector"/> (delimiter and quote), <see cref="HeaderRule"/>,
/// <see cref="KindInference"/> and <see cref="NumberText"/> (column kinds), and <see cref="JsonPaths"/> (JSON Lines).
/// </remarks>
public static class FormatDetector
{
    /// <summary>Max number of files with only one line to inspect before settling for the first.</summary>
    private const int MaxFiles = 16;

    /// <exception cref="InvalidRequestException">
    /// The content cannot be read in ranges (compressed, UTF-16, a JSON array), or the request contradicts it.
    /// </exception>
    /// <exception cref="DatasetUnavailableException">A file is missing or not readable.</exception>
    public static DetectedFormat Detect(DataRoot root, IReadOnlyList<DatasetFile> files, FormatRequest? request)
    {
        request ??= new FormatRequest();
        var notes = new List<string>();
        var head = Sample(root, files);
        var name = head?.Name ?? (files.Count > 0 ? files[0].Path : "");
        if (head is null) notes.Add("the dataset is empty, so the format is as requested or by default");

        var (type, reason) = TypeOf(head, name, request);
        notes.Add($"type: {(type == FormatType.Csv ? "delimited text" : "JSON Lines")} ({reason})");
        RecordFormat format = type == FormatType.Csv
            ? DelimitedDetector.Detect(head, name, request, notes)
            : JsonLinesDetector.Detect(head, request, notes);

        var columns = format.Columns.Select(column => $"{DisplayText.Name(column.Name)} {column.Kind}");
        notes.Add($"columns: {ColumnNames.List([.. columns])}");
        return new DetectedFormat(format, notes);
    }

    private static FileHead? Sample(DataRoot root, IReadOnlyList<DatasetFile> files)
    {
        FileHead? first = null;
        var looked = 0;
        foreach (var file in files)
        {
            if (file.Fingerprint.Size == 0) continue;
            var head = FileHead.Read(root, file, FileHead.FirstLength);
            var text = head.Text;
            if (!JsonObjectLine.TryNext(ref text, isWhole: true, out _)) continue;
            if (JsonObjectLine.TryNext(ref text, isWhole: true, out _)) return head;
            first ??= head;
            if (++looked == MaxFiles) break;
        }

        return first;
    }

    private static (FormatType Type, string Reason) TypeOf(FileHead? head, string name, FormatRequest request)
    {
        if (request.Type is { } given) return (given, "as requested");
        var ending = Path.GetExtension(name);
        if (ending.ToUpperInvariant() is ".JSONL" or ".NDJSON" or ".JSON")
            return (FormatType.JsonLines, $"detected: the name ends in {ending}");
        if (head is null) return (FormatType.Csv, "by default");
        var text = head.Text;
        if (!JsonObjectLine.TryNext(ref text, isWhole: true, out var line))
            return (FormatType.Csv, "by default");
        return JsonObjectLine.IsObject(line, isWhole: head.IsWhole || !text.IsEmpty)
            ? (FormatType.JsonLines, "detected: the first line is a JSON object")
            : (FormatType.Csv, "detected: the first line is not a JSON object");
    }
}
