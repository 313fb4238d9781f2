using System.Text.Json;

namespace Pipeline.Core.Api;

/// <summary>The answer of the jobs API.</summary>
/// <param name="Headers">Beside the content type and length.</param>
public sealed record ApiResponse(int Status, string ContentType, byte[] Body, params IReadOnlyList<(string Name, string Value)> Headers)
{
    internal const string JsonType = "application/json";

    /// <param name="write">Writes the members of an object.</param>
    public static ApiResponse Json(int status, Action<Utf8JsonWriter> write) => new(status, JsonType, Object(write));

    internal static byte[] Object(Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return body.ToArray();
    }
}
