using Pipeline.Core.Api;

namespace Pipeline.Server;

/// <summary>Executions that can also be listed by their state, as the Step Functions protocol does.</summary>
internal interface IFilteredExecutions : IExecutions
{
    /// <inheritdoc cref="IExecutions.ListAsync"/>
    Task<ExecutionPage> ListAsync(int limit, string? next, ExecutionFilter filter, CancellationToken cancel = default);
}
