using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Core.Jobs;

namespace Pipeline.Local.Output;

/// <summary>Writes a request in the form in which users write it, and not as manifests store it.</summary>
internal sealed class JobRequestConverter : JsonConverter<JobRequest>
{
    public override JobRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written here.");

    public override void Write(Utf8JsonWriter writer, JobRequest value, JsonSerializerOptions options) =>
        JobRequestWriter.Write(writer, value);
}
