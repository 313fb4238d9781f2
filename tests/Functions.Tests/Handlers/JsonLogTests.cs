using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Aws.Logging;

namespace Pipeline.Functions.Tests.Handlers;

public sealed class JsonLogTests
{
    [Fact]
    public void A_line_holds_the_event_and_its_metrics()
    {
        var line = Write(
            new LogLine("worker", "process", "job-1", block: 0) { Records = 12, Bytes = 345, Seconds = 1.5 });
        Assert.Equal(
            """{"time":"2026-11-25T12:00:00.000Z","level":"info","event":"process","jobId":"job-1","block":0""" +
            ""","records":12,"bytes":345,"seconds":1.5""" +
            ""","Function":"worker","Records":12,"Bytes":345,"Seconds":1.5,"Failures":0""" +
            ""","_aws":{"Timestamp":1795608000000,"CloudWatchMetrics":[""" +
            """{"Namespace":"Pipeline","Dimensions":[["Function"]],"Metrics":[""" +
            """{"Name":"Records","Unit":"Count"},{"Name":"Bytes","Unit":"Bytes"},""" +
            """{"Name":"Seconds","Unit":"Seconds"},{"Name":"Failures","Unit":"Count"}]}]}}""" +
            "\n", line);
    }

    [Fact]
    public void A_cause_with_newlines_stays_on_one_line()
    {
        var line = Write(
            new LogLine("splitter", "split", "job-1")
            {
                Error = "E",
                Cause = "One \"line\"\nand another\u2028.",
                HasFailed = true,
            });
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        var json = JsonElement.Parse(line);
        Assert.Equal("error", json.GetProperty("level").GetString());
        Assert.Equal("One \"line\"\nand another\u2028.", json.GetProperty("cause").GetString());
        Assert.Equal(1, json.GetProperty("Failures").GetInt32());
    }

    [Fact]
    public void A_long_cause_is_truncated()
    {
        var line = Write(new LogLine("splitter", "split", "job-1") { Error = "E", Cause = new string('x', 300_000) });
        Assert.InRange(line.Length, 16_000, 17_000);
    }

    [Fact]
    public void Every_line_is_valid_embedded_metric_format()
    {
        EmbeddedMetricFormat.AssertValid(JsonElement.Parse(Write(new LogLine("aggregator", "end", "job-1"))));
        EmbeddedMetricFormat.AssertValid(JsonElement.Parse(Write(new LogLine("aggregator", "check", "job-1")
        {
            Records = long.MaxValue,
            Bytes = 0,
            Blocks = 10_000,
            Seconds = 0.000_1,
            Error = "E",
            Cause = "C",
        })));
    }

    private static string Write(LogLine line)
    {
        using var output = new MemoryStream();
        new JsonLog(
            output, new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero))).Write(line);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
