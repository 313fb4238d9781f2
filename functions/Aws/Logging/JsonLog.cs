using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Aws.Logging;

/// <summary>
/// Writes each event as one line of JSON in CloudWatch's embedded metric format, so that metrics reach CloudWatch
/// without an API call.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
/// </summary>
/// <param name="output">
/// The raw standard output stream: the console writer of Lambda's runtime puts a prefix before each line.
/// </param>
public sealed class JsonLog(Stream output, TimeProvider clock)
{
    /// <summary>Well below the 256 KiB that CloudWatch accepts for a line.</summary>
    private const int MaxCauseLength = 16_000;

    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _turn = new();

    public void Write(LogLine line)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            WriteLine(json, line, clock.GetUtcNow());
        buffer.Write("\n"u8);
        lock (_turn)
        {
            output.Write(buffer.WrittenSpan);
            output.Flush();
        }
    }

    private static void WriteLine(Utf8JsonWriter json, LogLine line, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("time", now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("level", line.Error is null ? "info" : "error");
        json.WriteString("event", line.Event);
        json.WriteString("jobId", line.JobId);
        WriteNumber(json, "block", line.Block);
        WriteNumber(json, "records", line.Records);
        WriteNumber(json, "bytes", line.Bytes);
        WriteNumber(json, "blocks", line.Blocks);
        WriteNumber(json, "seconds", line.Seconds);
        WriteNumber(json, "recordsPerCoreSecond", line.RecordsPerCoreSecond);
        if (line.Error is not null)
            json.WriteString("error", line.Error);
        if (line.Cause is not null)
            json.WriteString("cause", Shorten(line.Cause));
        EmbeddedMetrics.Write(json, line, now);
        json.WriteEndObject();
    }

    private static string Shorten(string cause) =>
        cause.Length > MaxCauseLength ? $"{cause.AsSpan(0, MaxCauseLength)}…" : cause;

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }
}
