using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Server.StepFunctions;

/// <summary>The JSON of responses. As on AWS, null members are omitted.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StartExecutionOutput))]
[JsonSerializable(typeof(DescribeExecutionOutput))]
[JsonSerializable(typeof(ListExecutionsOutput))]
[JsonSerializable(typeof(StopExecutionOutput))]
[JsonSerializable(typeof(RedriveExecutionOutput))]
[JsonSerializable(typeof(DescribeStateMachineOutput))]
[JsonSerializable(typeof(ListStateMachinesOutput))]
[JsonSerializable(typeof(ErrorOutput))]
internal sealed partial class StatesJson : JsonSerializerContext
{
    /// <summary>
    /// Inputs and outputs are JSON in a string, which should stay readable. Escaping for HTML is not needed: no browser
    /// displays these responses.
    /// </summary>
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Serialize<T>(T output, JsonTypeInfo<T> type)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Readable))
            JsonSerializer.Serialize(json, output, type);
        return body.ToArray();
    }

    /// <summary>Formats a time for the protocol: seconds since 1970, with milliseconds.</summary>
    public static decimal TimeOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000m;

    /// <inheritdoc cref="TimeOf(DateTimeOffset)"/>
    public static decimal? TimeOf(DateTimeOffset? time) => time is { } known ? TimeOf(known) : null;
}
