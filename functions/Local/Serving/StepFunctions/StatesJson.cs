using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>The JSON of answers.</summary>
internal static class StatesJson
{
    /// <summary>Inputs and outputs are JSON in a text, which a person should be able to read; no browser takes it for a page.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="write">Writes the members of an object.</param>
    public static byte[] Object(Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return body.ToArray();
    }

    /// <summary>Seconds since 1970, to the millisecond; nothing for null.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteNumber(name, known.ToUnixTimeMilliseconds() / 1000m);
    }

    /// <summary>Nothing for null.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
