using System.Text.Json;
using Pipeline.Core.Jobs;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Api;

/// <summary>What is told alike by the API and by the command's <c>--json</c>.</summary>
public static class JsonParts
{
    public static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<ResultColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", WireName.Of(column.Kind));
            json.WriteBoolean("isKey", column.IsKey);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteRanges(Utf8JsonWriter json, IReadOnlyList<FileRange> ranges)
    {
        json.WriteStartArray("ranges");
        foreach (var (file, range) in ranges)
        {
            json.WriteStartObject();
            json.WriteString("file", file.Path);
            json.WriteNumber("start", range.Start);
            json.WriteNumber("end", range.End);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
