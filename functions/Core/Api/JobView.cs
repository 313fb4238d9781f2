using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary><c>GET /jobs/{id}</c>: one job, how far it is and what became of it.</summary>
internal sealed class JobView(IManifestStore store, IExecutions executions, TimeProvider clock)
{
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> GetAsync(string id, int status, CancellationToken cancel)
    {
        var execution = await executions.FindAsync(id, cancel).ConfigureAwait(false) ?? throw new JobNotFoundException(id);
        var job = await JobSnapshot.TakeAsync(store, execution, withBlocks: true, cancel).ConfigureAwait(false);
        return ApiResponse.Json(status, json => job.Write(json, clock.GetUtcNow(), withRequest: true));
    }
}
