using System.Text.Json;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// Asserts the rules of CloudWatch's embedded metric format. Specification:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
/// </summary>
internal static class EmbeddedMetricFormat
{
    private static readonly HashSet<string> Units = ["Seconds", "Bytes", "Count"];

    public static void AssertValid(JsonElement line)
    {
        var metadata = line.GetProperty("_aws");
        Assert.InRange(metadata.GetProperty("Timestamp").GetInt64(), 1, long.MaxValue);
        foreach (var directive in metadata.GetProperty("CloudWatchMetrics").EnumerateArray())
        {
            Assert.Equal(["Namespace", "Dimensions", "Metrics"], Names(directive));
            Assert.InRange(directive.GetProperty("Namespace").GetString()!.Length, 1, 1024);
            foreach (var set in directive.GetProperty("Dimensions").EnumerateArray())
            {
                Assert.InRange(set.GetArrayLength(), 0, 30);
                foreach (var dimension in set.EnumerateArray())
                    Assert.InRange(line.GetProperty(dimension.GetString()!).GetString()!.Length, 1, 1024);
            }
            var metrics = directive.GetProperty("Metrics");
            Assert.InRange(metrics.GetArrayLength(), 1, 100);
            foreach (var metric in metrics.EnumerateArray())
            {
                Assert.Equal(["Name", "Unit"], Names(metric));
                Assert.Contains(metric.GetProperty("Unit").GetString()!, Units);
                Assert.Equal(JsonValueKind.Number, line.GetProperty(metric.GetProperty("Name").GetString()!).ValueKind);
            }
        }
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(field => field.Name);
}
