using System.Text.Json;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Profile;

/// <summary>Jobs that profile a dataset, and what they find.</summary>
internal static class ProfileJobs
{
    public static JobRequest Request(string dataset = "data.csv", long? blockSize = null) =>
        new(
            [dataset],
            new OperationRequest("profile", JsonSerializer.SerializeToElement(new { type = "profile" })),
            BlockSize: blockSize);

    /// <summary>Result and report of the job run last.</summary>
    public static async Task<(string Json, string Html)> RunAsync(JobHarness jobs, JobRequest request, int workers = 2)
    {
        var job = await jobs.RunAsync(request, workers);
        return (job.Text, await File.ReadAllTextAsync(jobs.Path($"jobs/{jobs.LastJob}/result.html")));
    }

    public static JsonElement Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static IEnumerable<JsonElement> Columns(string json) => Read(json).GetProperty("columns").EnumerateArray();

    public static IReadOnlyList<string> Codes(string json) =>
        [
            .. Read(json)
                .GetProperty("warnings")
                .EnumerateArray()
                .Select(warning => warning.GetProperty("code").GetString()!),
        ];
}
