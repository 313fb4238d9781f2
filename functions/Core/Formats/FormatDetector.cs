using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>
/// Finds out how a dataset's bytes are records, from the first 256 KiB of one file: the first that has more than one
/// line that is not blank (a day without events may have left no more than a header), or else the first with any.
/// What the request says is taken as said.
/// </summary>
/// <remarks>
/// The rules: <see cref="DialectDetector"/> for delimiter and quote, <see cref="HeaderRule"/>, <see cref="KindInference"/> and
/// <see cref="NumberText"/> for what columns hold, <see cref="JsonPaths"/> for JSON Lines.
/// </remarks>
public static class FormatDetector
{
    /// <summary>How many files with one line are looked into for one with more.</summary>
    private const int MaxFiles = 16;

    /// <exception cref="InvalidRequestException">
    /// The content cannot be read in ranges (compressed, UTF-16, a JSON array), or the request contradicts it.
    /// </exception>
    /// <exception cref="DatasetUnavailableException">A file is gone, or not readable.</exception>
    public static DetectedFormat Detect(DataRoot root, IReadOnlyList<DatasetFile> files, FormatRequest? request)
    {
        request ??= new FormatRequest();
        var notes = new List<string>();
        var head = Sample(root, files);
        var name = head?.Name ?? (files.Count > 0 ? files[0].Path : "");
        if (head is null) notes.Add("the dataset is empty, so its format is as requested or by default");

        var (type, reason) = TypeOf(head, name, request);
        notes.Add($"type: {(type == FormatType.Csv ? "delimited text" : "JSON Lines")} ({reason})");
        RecordFormat format = type == FormatType.Csv
            ? DelimitedDetector.Detect(head, name, request, notes)
            : JsonLinesDetector.Detect(head, request, notes);

        notes.Add($"columns: {ColumnNames.List([.. format.Columns.Select(column => $"{DisplayText.Name(column.Name)} {column.Kind}")])}");
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
            return (FormatType.JsonLines, $"found: the name ends in {ending}");
        if (head is null) return (FormatType.Csv, "by default");
        var text = head.Text;
        if (!JsonObjectLine.TryNext(ref text, isWhole: true, out var line))
            return (FormatType.Csv, "by default");
        return JsonObjectLine.IsObject(line, isWhole: head.IsWhole || !text.IsEmpty)
            ? (FormatType.JsonLines, "found: the first line is a JSON object")
            : (FormatType.Csv, "found: the first line is no JSON object");
    }
}
