using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Aws.Logging;

/// <summary>
/// Writes each event as one line of JSON that carries its metrics in CloudWatch's embedded metric format, so that
/// figures reach CloudWatch without a call to it.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
/// </summary>
/// <param name="output">Standard output itself: the console writer of Lambda's runtime puts text in front of each line.</param>
public sealed class JsonLog(Stream output, TimeProvider clock)
{
    /// <summary>CloudWatch takes no longer lines than 256 KiB, and nobody reads more than this.</summary>
    private const int MaxCauseLength = 16_000;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
            json.WriteString("cause", line.Cause.Length > MaxCauseLength ? $"{line.Cause.AsSpan(0, MaxCauseLength)}…" : line.Cause);
        EmbeddedMetrics.Write(json, line, now);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }
}
