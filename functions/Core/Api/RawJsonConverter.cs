using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Api;

/// <summary>Writes a string that is JSON already as it is.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The API only writes its answers.");

    /// <remarks>
    /// Not validated again: the request was parsed when the job started, and one that is nested deeper than the writer
    /// allows fails its job, but must not fail the requests that ask about that job.
    /// </remarks>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}
