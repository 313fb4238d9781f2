using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary><c>GET /jobs</c>: those that were started last first.</summary>
internal sealed class JobList(IManifestStore store, IExecutions executions, TimeProvider clock)
{
    private const int MostJobs = 100;
    private const int UsualJobs = 20;

    public async Task<ApiResponse> GetAsync(ApiRequest request, CancellationToken cancel)
    {
        var limit = JobsApi.Number(request, "limit", 1, MostJobs, UsualJobs);
        var page = await executions.ListAsync(limit, request.Query.GetValueOrDefault("next"), cancel: cancel).ConfigureAwait(false);
        var jobs = new List<JobSnapshot>();
        foreach (var execution in page.Executions)
            jobs.Add(await JobSnapshot.TakeAsync(store, executions, execution, withBlocks: false, cancel).ConfigureAwait(false));
        var now = clock.GetUtcNow();
        return ApiResponse.Json(200, json =>
        {
            json.WriteStartArray("jobs");
            foreach (var job in jobs)
            {
                json.WriteStartObject();
                job.Write(json, now, withRequest: false);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("next", page.Next);
        });
    }
}
