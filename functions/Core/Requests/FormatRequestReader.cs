using System.Text.Json;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>Reads the <c>format</c> of a request.</summary>
internal static class FormatRequestReader
{
    private const string DefaultQuote = "\"";

    /// <returns>Null if it is left out or empty.</returns>
    public static FormatRequest? Read(JsonFieldReader request, List<ValidationError> errors)
    {
        if (request.Find("format", "an object", JsonValueKind.Object) is not { } value)
            return null;
        var fields = new JsonFieldReader(value, "format", errors);
        var type = fields.Choice<FormatType>("type");
        var quote = ReadQuote(fields);
        var delimiter = ReadDelimiter(fields, quote ?? DefaultQuote);
        var header = fields.Boolean("header");
        var columns = ReadColumns(fields);
        var types = ReadTypes(fields, columns);
        if (type == FormatType.JsonLines)
        {
            foreach (var field in (ReadOnlySpan<string>)["delimiter", "quote", "header"])
            {
                if (fields.Find(field) is not null)
                    fields.Reject(
                        field,
                        "This field applies only to CSV, but \"format.type\" is \"jsonl\". Remove one of them.");
            }
        }
        fields.RejectUnknown();
        var format = new FormatRequest(type, delimiter, quote, header, columns, types);
        return format == new FormatRequest() ? null : format;
    }

    private static string? ReadDelimiter(JsonFieldReader fields, string quote)
    {
        const string Expected = "one ASCII character other than the quote and line ends, or \"tab\"";
        if (fields.Find("delimiter", Expected, JsonValueKind.String) is not { } value)
            return null;
        var delimiter = value.GetString() is var text && text == "tab" ? "\t" : text!;
        if (IsOneAscii(delimiter) && delimiter != quote)
            return delimiter;
        fields.RejectKind("delimiter", Expected, value);
        return null;
    }

    private static string? ReadQuote(JsonFieldReader fields)
    {
        const string Expected = "one ASCII character other than a line end, or \"\" for a format without quotes";
        if (fields.Find("quote", Expected, JsonValueKind.String) is not { } value)
            return null;
        var quote = value.GetString()!;
        if (quote.Length == 0 || IsOneAscii(quote))
            return quote;
        fields.RejectKind("quote", Expected, value);
        return null;
    }

    private static bool IsOneAscii(string text) =>
        text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('\r' or '\n');

    private static string[]? ReadColumns(JsonFieldReader fields)
    {
        const string Expected = "an array of column names";
        if (fields.Find("columns", Expected, JsonValueKind.Array) is not { } value)
            return null;
        if (value.GetArrayLength() == 0)
            fields.RejectKind("columns", Expected, value);
        var places = new Dictionary<string, int>();
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var field = JobRequestReader.At("columns", index);
            if (item.ValueKind != JsonValueKind.String || item.GetString()!.Length == 0)
                fields.RejectKind(field, "a column name", item);
            else if (!places.TryAdd(item.GetString()!, index))
                fields.Reject(
                    field,
                    $"Expected distinct names; {JobRequestReader.At("columns", places[item.GetString()!])} is also "
                        + $"\"{item.GetString()}\". Rename one of them.");
            index++;
        }
        return [.. places.Keys];
    }

    private static SortedDictionary<string, ColumnKind>? ReadTypes(JsonFieldReader fields, string[]? columns)
    {
        const string Expected = "an object that maps columns to kinds, such as {\"t\": \"number\"}";
        if (fields.Find("types", Expected, JsonValueKind.Object) is not { } value)
            return null;
        // Sorted, so that equal requests have equal JSON.
        var types = new SortedDictionary<string, ColumnKind>(StringComparer.Ordinal);
        foreach (var type in value.EnumerateObject())
        {
            if (columns is { Length: > 0 } && !columns.Contains(type.Name))
                fields.Reject(
                    $"types.{type.Name}",
                    $"There is no such column in \"format.columns\". {DidYouMean.Advice(type.Name, columns)}");
            if (fields.Choice<ColumnKind>($"types.{type.Name}", type.Value) is { } kind)
                types[type.Name] = kind;
        }
        return types.Count == 0 ? null : types;
    }
}
