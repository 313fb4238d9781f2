using Pipeline.Core.Jobs;

namespace Pipeline.Core.Api;

/// <summary>Starts and stops jobs.</summary>
public interface IExecutions
{
    /// <summary>Starts a job, or finds that it was started before with the same request.</summary>
    /// <param name="input">The request as it was given.</param>
    /// <returns>The execution that stands, and whether it was there before.</returns>
    /// <exception cref="JobConflictException">The name is taken by a job with another request.</exception>
    Task<(Execution Execution, bool WasThere)> StartAsync(string name, string input, CancellationToken cancel = default);

    /// <returns>Null if there is none of that name.</returns>
    Task<Execution?> FindAsync(string name, CancellationToken cancel = default);

    /// <param name="next">Of the page before; null for the first.</param>
    /// <returns>Those that were started last first.</returns>
    /// <exception cref="InvalidRequestException">No page had that <paramref name="next"/>.</exception>
    Task<ExecutionPage> ListAsync(int limit, string? next, ExecutionFilter? filter = null, CancellationToken cancel = default);

    /// <param name="error">What the execution's <see cref="Execution.Error"/> is to be.</param>
    /// <param name="cause">And its <see cref="Execution.Cause"/>.</param>
    /// <exception cref="JobNotFoundException">There is none of that name.</exception>
    /// <exception cref="ExecutionStateException">It has ended, or runs elsewhere.</exception>
    Task StopAsync(string name, string? error = null, string? cause = null, CancellationToken cancel = default);

    /// <summary>Takes up again what failed or was stopped: only what is missing is done.</summary>
    /// <exception cref="JobNotFoundException">There is none of that name.</exception>
    /// <exception cref="ExecutionStateException">It runs, or has succeeded.</exception>
    Task RedriveAsync(string name, CancellationToken cancel = default);

    /// <returns>The blocks that are being processed right now, as far as that is known here.</returns>
    IReadOnlyCollection<int> RunningBlocks(string name);
}
