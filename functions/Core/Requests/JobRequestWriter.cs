using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Core.Requests;

/// <summary>
/// Writes the canonical JSON of a request: fields in a fixed order, those of the operation sorted by name, without
/// absent fields and white space. Reading it returns the request, and requests are equal if their JSON is.
/// </summary>
public static class JobRequestWriter
{
    // The JSON goes to files, a table and a terminal, never into HTML, so SQL can stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JobRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Write(writer, request);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, JobRequest request)
    {
        writer.WriteStartObject();
        if (request.Dataset.Count == 1)
            writer.WriteString("dataset", request.Dataset[0]);
        else
            WriteTexts(writer, "dataset", request.Dataset);
        writer.WritePropertyName("operation");
        WriteSorted(writer, request.Operation.Settings);
        if (request.Format is { } format)
            WriteFormat(writer, format);
        if (request.BlockSize is { } blockSize)
            writer.WriteNumber("blockSize", blockSize);
        if (request.MaxConcurrency is { } concurrency)
            writer.WriteNumber("maxConcurrency", concurrency);
        writer.WriteString("onBadRecord", EnumNames.Of(request.OnBadRecord));
        writer.WriteNumber("tolerateFailedBlocks", request.TolerateFailedBlocks);
        writer.WriteString("output", EnumNames.Of(request.Output));
        if (request.ScheduledTime is { } time)
            writer.WriteString("scheduledTime", IsoTime.Format(time));
        if (request.TimeZone is { } zone)
            writer.WriteString("timeZone", zone);
        writer.WriteEndObject();
    }

    /// <returns>The fields in which two requests differ; none if they are the same request.</returns>
    public static IReadOnlyList<string> Differences(JobRequest one, JobRequest other)
    {
        using var left = JsonDocument.Parse(Write(one));
        using var right = JsonDocument.Parse(Write(other));
        var a = left.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetRawText());
        var b = right
            .RootElement.EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value.GetRawText());
        return [.. a.Keys.Union(b.Keys).Where(name => a.GetValueOrDefault(name) != b.GetValueOrDefault(name))];
    }

    private static void WriteFormat(Utf8JsonWriter writer, FormatRequest format)
    {
        writer.WriteStartObject("format");
        if (format.Type is { } type)
            writer.WriteString("type", EnumNames.Of(type));
        if (format.Delimiter is { } delimiter)
            writer.WriteString("delimiter", delimiter);
        if (format.Quote is { } quote)
            writer.WriteString("quote", quote);
        if (format.Header is { } header)
            writer.WriteBoolean("header", header);
        if (format.Columns is { } columns)
            WriteTexts(writer, "columns", columns);
        if (format.Types is { } types)
        {
            writer.WriteStartObject("types");
            foreach (var (name, kind) in types.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                writer.WriteString(name, EnumNames.Of(kind));
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    WriteSorted(writer, field.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteSorted(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
