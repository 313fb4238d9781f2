using Pipeline.Core.Api;
using Pipeline.Server.StepFunctions;

namespace Pipeline.Server;

/// <summary>The jobs that the server gives access to: those of this machine or those of a deployed stack.</summary>
internal interface IJobsBackend
{
    /// <summary>The data root or the stack, as the startup message names it.</summary>
    string Name { get; }

    /// <summary>The Step Functions API; null where clients call AWS itself.</summary>
    StatesApi? States { get; }

    /// <returns>Null if there is nothing at the request's path.</returns>
    Task<ApiResponse?> HandleAsync(ApiRequest request, CancellationToken cancel);

    /// <summary>Finds a file that a job has published.</summary>
    /// <returns>Its full path; null if there is no such file on this machine.</returns>
    string? FindPublished(string path);
}
