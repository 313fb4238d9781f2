using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>A request has the same JSON everywhere, also within other documents.</summary>
public sealed class JobRequestConverter : JsonConverter<JobRequest>
{
    /// <exception cref="InvalidRequestException">With every error in the request.</exception>
    public override JobRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JobRequestReader.Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, JobRequest value, JsonSerializerOptions options) =>
        JobRequestWriter.Write(writer, value);
}
