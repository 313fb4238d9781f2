using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>
/// Starts, stops and lists jobs. Every method throws <see cref="ExecutionsBusyException"/> if the service is not
/// accepting calls.
/// </summary>
public interface IExecutions
{
    /// <summary>Starts a job, unless one with this name and request already exists.</summary>
    /// <param name="input">The request as the client sent it.</param>
    /// <returns>The new or existing execution, and whether it existed before.</returns>
    /// <exception cref="JobConflictException">A job with another request has this name.</exception>
    Task<(Execution Execution, bool Existed)> StartAsync(string name, string input, CancellationToken cancel = default);

    /// <returns>Null if there is no execution with that name.</returns>
    Task<Execution?> FindAsync(string name, CancellationToken cancel = default);

    /// <summary>Lists executions, most recently started first.</summary>
    /// <param name="next">The <see cref="ExecutionPage.Next"/> of the previous page; null for the first page.</param>
    /// <exception cref="InvalidRequestException">No page returned this <paramref name="next"/>.</exception>
    Task<ExecutionPage> ListAsync(int limit, string? next, CancellationToken cancel = default);

    /// <summary>Stops a running job.</summary>
    /// <param name="error">Becomes the execution's <see cref="Execution.Error"/>.</param>
    /// <param name="cause">Becomes the execution's <see cref="Execution.Cause"/>.</param>
    /// <exception cref="JobNotFoundException">There is no execution with that name.</exception>
    /// <exception cref="ExecutionStateException">It has ended, or it runs in another process.</exception>
    Task StopAsync(string name, string? error = null, string? cause = null, CancellationToken cancel = default);

    /// <summary>Resumes a job that failed or was stopped: only the missing work is done.</summary>
    /// <exception cref="JobNotFoundException">There is no execution with that name.</exception>
    /// <exception cref="ExecutionStateException">It is running, or has succeeded.</exception>
    Task RedriveAsync(string name, CancellationToken cancel = default);
}
