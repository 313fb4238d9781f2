using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>Requests to train, and the files in the folders of models.</summary>
internal static class Trainings
{
    /// <param name="dataset">Paths or globs, with <c>;</c> between them.</param>
    /// <param name="settings">Fields of the operation that are added or replaced.</param>
    public static JobRequest Request(
        string dataset,
        object settings,
        long? blockSize = null,
        IReadOnlyDictionary<string, ColumnKind>? types = null)
    {
        var operation = new JsonObject
        {
            ["type"] = "train",
            ["model"] = "price",
            ["kind"] = "linear",
            ["label"] = "price",
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(settings)!.AsObject())
            operation[name] = value?.DeepClone();
        return new JobRequest(
            dataset.Split(';'), new OperationRequest("train", JsonSerializer.SerializeToElement(operation)),
            types is null ? null : new FormatRequest(Types: types), BlockSize: blockSize);
    }

    public static JsonElement Row(this FinishedJob job) => JsonElement.Parse(job.Bytes)[0];

    public static string VersionPath(this JobHarness jobs, string version, string file, string model = "price") =>
        jobs.Path($"models/{model}/{version}/{file}");

    public static byte[] Read(this JobHarness jobs, string version, string file, string model = "price") =>
        File.ReadAllBytes(jobs.VersionPath(version, file, model));

    public static string? Latest(this JobHarness jobs, string model = "price") =>
        jobs.Path($"models/{model}/latest") is var path && File.Exists(path) ? File.ReadAllText(path).Trim() : null;
}
