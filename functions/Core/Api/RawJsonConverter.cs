using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Api;

/// <summary>Writes a string that contains JSON without changing it.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The API only writes its answers.");

    /// <remarks>
    /// Skips validation: the request was parsed when the job started. A request that is nested too deeply for the
    /// writer fails its own job, but must not fail calls that ask about that job.
    /// </remarks>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}
