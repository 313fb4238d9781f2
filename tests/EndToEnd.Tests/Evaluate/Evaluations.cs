using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>Requests to evaluate, and what their jobs leave.</summary>
internal static class Evaluations
{
    /// <param name="settings">Fields of the operation that are added or replaced.</param>
    public static JobRequest Request(
        string dataset,
        object settings,
        long? blockSize = null,
        IReadOnlyDictionary<string, ColumnKind>? types = null,
        BadRecordRule rule = BadRecordRule.Fail)
    {
        var operation = new JsonObject { ["type"] = "evaluate" };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(settings)!.AsObject())
            operation[name] = value?.DeepClone();
        return new JobRequest(
            [dataset], new OperationRequest("evaluate", JsonSerializer.SerializeToElement(operation)),
            types is null ? null : new FormatRequest(Types: types), BlockSize: blockSize, OnBadRecord: rule);
    }

    public static JsonElement Json(this FinishedJob job) => JsonElement.Parse(job.Bytes);

    public static double Number(this JsonElement result, string field) => result.GetProperty(field).GetDouble();

    public static string Predictions(this JobHarness jobs) =>
        File.ReadAllText(jobs.Path($"jobs/{jobs.LastJob}/predictions.csv"));
}
