using System.Text.Json;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using Pipeline.Core.Merging;

namespace Pipeline.Core.Api;

/// <summary><c>GET /jobs/{id}/result</c>: a small result itself, of a larger one where it lies.</summary>
internal sealed class ResultView(IManifestStore store, IExecutions executions)
{
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> GetAsync(string id, CancellationToken cancel)
    {
        var job = await store.GetJobAsync(id, cancel).ConfigureAwait(false);
        if (job?.Result is not { } result)
            return Problem.Of(404, "Not found", $"Job {id} has no result: its state is {await StateAsync(id, job, cancel).ConfigureAwait(false)}.");
        if (!result.IsSmall)
            return new ApiResponse(200, "application/json", Description(result));
        return await store.GetResultAsync(id, cancel).ConfigureAwait(false) is { } content
            ? new ApiResponse(200, TypeOf(result), content)
            : Problem.Of(410, "Gone", $"The result of job {id} was not kept beside its manifest, or is not any more. It is at {result.Path} under the data root.");
    }

    /// <summary>As <c>GET /jobs/{id}</c> calls it; after Step Functions has forgotten the execution, as its manifest does.</summary>
    private async Task<string> StateAsync(string id, JobManifest? job, CancellationToken cancel) =>
        await executions.FindAsync(id, cancel).ConfigureAwait(false) is { } execution ? new JobSnapshot(execution, job).State
        : job is not null ? WireName.Of(job.State)
        : throw new JobNotFoundException(id);

    /// <summary>An object that says what the result is and where.</summary>
    public static void Write(Utf8JsonWriter json, JobResult result)
    {
        json.WriteStartObject();
        WriteMembers(json, result);
        json.WriteEndObject();
    }

    private static byte[] Description(JobResult result) => ApiResponse.Object(json => WriteMembers(json, result));

    private static void WriteMembers(Utf8JsonWriter json, JobResult result)
    {
        json.WriteString("path", result.Path);
        json.WriteBoolean("isInline", result.IsSmall);
        json.WriteNumber("rows", result.Rows);
        json.WriteNumber("bytes", result.Bytes);
        json.WriteNumber("records", result.Records);
        json.WriteNumber("rejected", result.Rejected);
        json.WriteString("hash", result.Hash);
        JsonParts.WriteColumns(json, result.Columns);
    }

    private static string TypeOf(JobResult result) => JobFolder.FormatOf(result.Path) switch
    {
        OutputFormat.Csv => "text/csv; charset=utf-8; header=present",
        OutputFormat.Json => "application/json",
        _ => "application/jsonl",
    };
}
