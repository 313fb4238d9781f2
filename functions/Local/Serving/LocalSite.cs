using Pipeline.Core.Api;
using Pipeline.Core.Datasets;
using Pipeline.Local.Serving.StepFunctions;

namespace Pipeline.Local.Serving;

/// <summary>The jobs of this machine and the data root that they are of.</summary>
internal sealed class LocalSite(DataRoot root, JobsApi api, StatesApi states, RootRoutes routes) : ISite
{
    public string Name => root.FullPath;

    public StatesApi? States => states;

    public async Task<ApiResponse?> AnswerAsync(ApiRequest request, CancellationToken cancel) =>
        routes.Handle(request, cancel) ?? (JobsApi.Knows(request.Path) ? await api.HandleAsync(request, cancel).ConfigureAwait(false) : null);

    public string? FindPublished(string path) => routes.FindPublished(path);
}
