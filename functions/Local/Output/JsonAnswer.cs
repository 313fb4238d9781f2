using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Local.Output;

/// <summary>Writes a command's output as a single JSON document to standard output.</summary>
internal static class JsonAnswer
{
    public static void Write<T>(CommandIo io, T value, JsonTypeInfo<T> type)
    {
        var options = new JsonWriterOptions
        {
            Indented = io.AnswerIsTerminal,
            // No browser reads this document, so there is no need for HTML-safe escapes.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(io.AnswerBytes, options))
            JsonSerializer.Serialize(json, value, type);
        io.AnswerBytes.WriteByte((byte)'\n');
        io.AnswerBytes.Flush();
    }
}
