using Pipeline.Core.Api;
using Pipeline.Core.Datasets;
using Pipeline.Server;
using Pipeline.Server.StepFunctions;

namespace Pipeline.Local.Serving;

/// <summary>The jobs of this machine and their data root.</summary>
internal sealed class LocalBackend(DataRoot root, JobsApi api, StatesApi states, DataRootRoutes routes) : IJobsBackend
{
    public string Name => root.FullPath;

    public StatesApi? States => states;

    public async Task<ApiResponse?> HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        if (routes.Handle(request, cancel) is { } response) return response;
        return JobsApi.Handles(request.Path) ? await api.HandleAsync(request, cancel).ConfigureAwait(false) : null;
    }

    public string? FindPublished(string path) => routes.FindPublished(path);
}
