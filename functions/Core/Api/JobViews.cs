using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>The jobs: page by page, or one with all that is known of it.</summary>
/// <param name="costOf">Says what a job has cost so far, in US dollars; null where that is not known.</param>
internal sealed class JobViews(IManifestStore store, IExecutions executions, TimeProvider clock, Func<JobStanding, decimal>? costOf)
{
    private const int MostJobs = 100;
    private const int UsualJobs = 20;

    /// <summary><c>GET /jobs</c>: those that were started last first.</summary>
    public async Task<ApiResponse> ListAsync(ApiRequest request, CancellationToken cancel)
    {
        var limit = JobsApi.Number(request, "limit", 1, MostJobs, UsualJobs);
        var page = await executions.ListAsync(limit, request.Query.GetValueOrDefault("next"), cancel).ConfigureAwait(false);
        var jobs = new List<JobSnapshot>();
        foreach (var execution in page.Executions)
            jobs.Add(await JobSnapshot.OfManyAsync(store, execution, cancel).ConfigureAwait(false));
        var now = clock.GetUtcNow();
        return ApiResponse.Json(200, json =>
        {
            json.WriteStartArray("jobs");
            foreach (var job in jobs)
            {
                json.WriteStartObject();
                job.Write(json, now, costOf);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("next", page.Next);
        });
    }

    /// <summary><c>GET /jobs/{id}</c></summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public Task<ApiResponse> GetAsync(string id, ApiRequest request, CancellationToken cancel) =>
        FindAndTellAsync(id, 200, JobsApi.Flag(request, "map"), cancel);

    /// <summary>One job, how far it is and what became of it.</summary>
    /// <param name="status">Of the answer.</param>
    /// <param name="withMap">With a letter for each block.</param>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> FindAndTellAsync(string id, int status, bool withMap, CancellationToken cancel)
    {
        var execution = await executions.FindAsync(id, cancel).ConfigureAwait(false) ?? throw new JobNotFoundException(id);
        return await TellAsync(execution, status, withMap, cancel).ConfigureAwait(false);
    }

    /// <summary>Tells of an execution without looking for it: what was started just now is not always found at once.</summary>
    public async Task<ApiResponse> TellAsync(Execution execution, int status, bool withMap, CancellationToken cancel)
    {
        var job = await JobSnapshot.TakeAsync(store, execution, withMap, cancel).ConfigureAwait(false);
        return ApiResponse.Json(status, json =>
        {
            job.Write(json, clock.GetUtcNow(), costOf);
            json.WritePropertyName("request");
            // It is JSON, or it would not have been started; but it may be nested deeper than any request, to no avail.
            json.WriteRawValue(execution.Input, skipInputValidation: true);
        });
    }
}
