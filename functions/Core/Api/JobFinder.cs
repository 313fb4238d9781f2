using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>Tells jobs that have no manifest yet from those that are none.</summary>
internal sealed class JobFinder(IManifestStore store, IExecutions executions)
{
    /// <returns>Null if the job was started and is not split yet.</returns>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<JobManifest?> FindAsync(string id, CancellationToken cancel)
    {
        var job = await store.GetJobAsync(id, cancel).ConfigureAwait(false);
        return job is null && await executions.FindAsync(id, cancel).ConfigureAwait(false) is null ? throw new JobNotFoundException(id) : job;
    }
}
