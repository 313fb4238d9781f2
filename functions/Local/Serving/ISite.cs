using Pipeline.Core.Api;
using Pipeline.Local.Serving.StepFunctions;

namespace Pipeline.Local.Serving;

/// <summary>What the server has beside the page: the jobs of this machine, or those of a stack.</summary>
internal interface ISite
{
    /// <summary>What the line says that tells where it is served.</summary>
    string Name { get; }

    /// <summary>Null where clients of Step Functions have the service itself.</summary>
    StatesApi? States { get; }

    /// <returns>Null if there is nothing at that path.</returns>
    Task<ApiResponse?> AnswerAsync(ApiRequest request, CancellationToken cancel);

    /// <summary>Files that jobs have published.</summary>
    /// <returns>Full path; null if there is no such file here.</returns>
    string? FindPublished(string path);
}
