using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>Detects the columns of JSON Lines.</summary>
internal static class JsonLinesDetector
{
    private const int MaxColumns = 1000;

    /// <param name="head">Null for an empty dataset.</param>
    public static JsonLinesFormat Detect(FileHead? head, FormatRequest request, List<string> notes)
    {
        var errors = ValidationErrors(request);
        if (errors.Count > 0) throw new InvalidRequestException(errors);

        var paths = new JsonPaths(MaxColumns);
        if (head is not null) Look(head, paths, notes);
        if (request.Columns is null && paths.IsCut)
        {
            notes.Add(
                $"columns: only the first {DisplayText.Count(MaxColumns)} paths; list the ones that you need in "
                    + "format.columns");
        }

        var names = request.Columns ?? paths.Names;
        return new JsonLinesFormat(ColumnNames.WithKinds(names, i => paths.KindOf(names[i]), request.Types));
    }

    private static void Look(FileHead head, JsonPaths paths, List<string> notes)
    {
        while (true)
        {
            RejectArray(head);
            var (records, objects) = (0, 0);
            var text = head.Text;
            while (JsonObjectLine.TryNext(ref text, head.IsWhole, out var line))
            {
                records++;
                if (!JsonObjectLine.IsObject(line)) continue;
                objects++;
                paths.Add(line);
            }

            if (objects == 0 && records > 0) throw NoObject(head);
            if (records == 0 && head.CanGrow)
            {
                head = head.Grow();
                continue;
            }

            if (records == 0 && !head.IsWhole)
            {
                throw new InvalidRequestException(
                    DatasetFiles.Field,
                    $"The first line of {head.Name} does not end within {FileHead.MaxLength >> 20} MiB. JSON Lines has "
                    + $"one object per line. Convert it first: jq -c . \"{head.Name}\" > lines.jsonl");
            }

            notes.Add($"sampled {head.Extent} of {head.Name}: {DisplayText.Count(records, "record")}" +
                (objects < records ? $", {DisplayText.Count(records - objects)} of which cannot be read" : ""));
            return;
        }
    }

    private static void RejectArray(FileHead head)
    {
        if (head.Text.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..]) return;
        throw new InvalidRequestException(DatasetFiles.Field,
            $"{head.Name} begins with '[': it is a JSON array, but JSON Lines has one object per line. " +
                $"Convert it first: jq -c '.[]' \"{head.Name}\" > lines.jsonl. Then use that file.");
    }

    private static InvalidRequestException NoObject(FileHead head)
    {
        var text = head.Text;
        JsonObjectLine.TryNext(ref text, head.IsWhole, out var line);
        return new InvalidRequestException(
            DatasetFiles.Field,
            $"{head.Name} is not JSON Lines: no line of {head.Extent} is a complete JSON object; the first is "
                + $"{DisplayText.Value(line)}. Write one object per line (jq -c . \"{head.Name}\" > lines.jsonl), or "
                + "set format.type to \"csv\" if it is delimited text.");
    }

    private static List<ValidationError> ValidationErrors(FormatRequest request)
    {
        var errors = new List<ValidationError>();
        Reject("delimiter", request.Delimiter is not null);
        Reject("quote", request.Quote is not null);
        Reject("header", request.Header is not null);
        if (request.Columns is not null) ColumnNames.Check(request.Columns, errors);
        return errors;

        void Reject(string field, bool given)
        {
            if (given)
            {
                errors.Add(
                    new ValidationError(
                        $"format.{field}",
                        $"JSON Lines has no {field}. Remove the field, or set format.type to \"csv\" if it is "
                            + "delimited text."));
            }
        }
    }
}
