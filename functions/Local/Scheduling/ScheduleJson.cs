using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Local.Scheduling;

/// <summary>The JSON of schedules.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateScheduleInput))]
[JsonSerializable(typeof(StartExecutionInput))]
internal sealed partial class ScheduleJson : JsonSerializerContext
{
    /// <summary>
    /// Scheduler replaces its placeholders, such as <c>&lt;aws.scheduler.execution-id&gt;</c>, only if they are not
    /// escaped.
    /// </summary>
    public static readonly JsonWriterOptions Unescaped = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Serialize(StartExecutionInput input)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Unescaped))
            JsonSerializer.Serialize(json, input, Default.StartExecutionInput);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
