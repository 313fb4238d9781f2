using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>Lists jobs, and describes one with its progress, error and result.</summary>
/// <param name="costOf">See <see cref="JobsApi"/>.</param>
internal sealed class JobsEndpoint(
    IManifestStore store, IExecutions executions, TimeProvider clock, Func<JobProgress, decimal>? costOf)
{
    private const int MaxJobs = 100;
    private const int DefaultJobs = 20;

    /// <summary><c>GET /jobs</c>: most recently started first.</summary>
    public async Task<ApiResponse> ListAsync(ApiRequest request, CancellationToken cancel)
    {
        var limit = QueryParameters.Integer(request, "limit", 1, MaxJobs, DefaultJobs);
        var next = request.Query.GetValueOrDefault("next");
        var page = await executions.ListAsync(limit, next, cancel).ConfigureAwait(false);
        var jobs = new List<JobSnapshot>();
        foreach (var execution in page.Executions)
            jobs.Add(await JobSnapshot.OfManyAsync(store, execution, cancel).ConfigureAwait(false));
        var now = clock.GetUtcNow();
        return ApiResponse.Json(
            200, new JobPage([.. jobs.Select(job => job.Summarize(now, costOf))], page.Next), ApiJson.Default.JobPage);
    }

    /// <summary><c>GET /jobs/{id}</c></summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public Task<ApiResponse> GetAsync(string id, ApiRequest request, CancellationToken cancel) =>
        FindAndDescribeAsync(id, 200, QueryParameters.Boolean(request, "map"), cancel);

    /// <summary>Finds a job and describes it.</summary>
    /// <param name="status">The HTTP status of the response.</param>
    /// <param name="withMap">Whether to include the map of blocks.</param>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> FindAndDescribeAsync(string id, int status, bool withMap, CancellationToken cancel)
    {
        var execution = await executions.FindAsync(id, cancel).ConfigureAwait(false)
            ?? throw new JobNotFoundException(id);
        return await DescribeAsync(execution, status, withMap, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Describes the job of an execution without looking the execution up: Step Functions may not find it yet right
    /// after starting it.
    /// </summary>
    public async Task<ApiResponse> DescribeAsync(
        Execution execution, int status, bool withMap, CancellationToken cancel)
    {
        var job = await JobSnapshot.TakeAsync(store, execution, withMap, cancel).ConfigureAwait(false);
        var details = new JobDetails(job.Summarize(clock.GetUtcNow(), costOf), job.Map, execution.Input);
        return ApiResponse.Json(status, details, ApiJson.Default.JobDetails);
    }
}
