using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary><c>GET /jobs/{id}/result</c>: returns a small result itself, and a description of a larger one.</summary>
internal sealed class ResultEndpoint(IManifestStore store, IExecutions executions)
{
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> GetAsync(string id, CancellationToken cancel)
    {
        var job = await store.GetJobAsync(id, cancel).ConfigureAwait(false);
        if (job?.Result is not { } result)
        {
            var state = await StateAsync(id, job, cancel).ConfigureAwait(false);
            return Problem.Of(404, "Not found", $"Job {id} has no result: its state is {state}.");
        }
        if (!result.IsSmall)
            return ApiResponse.Json(200, ResultSummary.Of(result), ApiJson.Default.ResultSummary);
        return await store.GetResultAsync(id, cancel).ConfigureAwait(false) is { } content
            ? new ApiResponse(200, ContentTypeOf(result), content)
            : Problem.Of(
                410, "Gone",
                $"The result of job {id} is no longer stored with its manifest. "
                + $"Read the file {result.Path} under the data root.");
    }

    /// <summary>
    /// The state as <c>GET /jobs/{id}</c> shows it, or the manifest's if Step Functions has deleted the execution.
    /// </summary>
    private async Task<string> StateAsync(string id, JobManifest? job, CancellationToken cancel) =>
        await executions.FindAsync(id, cancel).ConfigureAwait(false) is { } execution
            ? EnumNames.Of(new JobSnapshot(execution, job).Status)
            : EnumNames.Of(job?.State ?? throw new JobNotFoundException(id));

    private static string ContentTypeOf(JobResult result) => JobFolder.FormatOf(result.Path) switch
    {
        OutputFormat.Csv => "text/csv; charset=utf-8; header=present",
        OutputFormat.Json => ApiResponse.JsonType,
        _ => "application/jsonl",
    };
}
