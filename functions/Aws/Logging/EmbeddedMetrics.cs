using System.Text.Json;

namespace Pipeline.Aws.Logging;

/// <summary>
/// Writes the metrics of a log line: their values, and the metadata that CloudWatch needs to find them.
/// </summary>
internal static class EmbeddedMetrics
{
    public const string Namespace = "Pipeline";

    public const string Dimension = "Function";

    public static void Write(Utf8JsonWriter json, LogLine line, DateTimeOffset now)
    {
        (string Name, string Unit, double? Value)[] all =
        [
            ("Records", "Count", line.Records),
            ("Bytes", "Bytes", line.Bytes),
            ("Blocks", "Count", line.Blocks),
            ("Seconds", "Seconds", line.Seconds),
            // Written for every invocation, so that the average is the failure rate.
            ("Failures", "Count", line.HasFailed ? 1 : 0),
        ];
        var metrics = Array.FindAll(all, metric => metric.Value is not null);

        json.WriteString(Dimension, line.Function);
        foreach (var (name, _, value) in metrics)
            json.WriteNumber(name, value!.Value);
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue(Dimension);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (name, unit, _) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", unit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
