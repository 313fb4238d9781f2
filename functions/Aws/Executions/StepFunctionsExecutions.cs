using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Pipeline.Aws.Wire;
using Pipeline.Core.Api;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;
using ExecutionStatus = Pipeline.Core.Api.ExecutionStatus;

namespace Pipeline.Aws.Executions;

/// <summary>Starts and stops jobs as executions of the state machine.</summary>
/// <param name="client">The caller disposes of it.</param>
public sealed class StepFunctionsExecutions(IAmazonStepFunctions client, StateMachineArn stateMachine) : IExecutions
{
    /// <remarks>
    /// Step Functions accepts the same name and input again while the execution runs, and rejects it once the execution
    /// has ended. Here the same request is the same job either way, so an existing execution is looked up first.
    /// </remarks>
    /// <inheritdoc/>
    public async Task<(Execution Execution, bool Existed)> StartAsync(
        string name, string input, CancellationToken cancel = default)
    {
        if (await FindAsync(name, cancel).ConfigureAwait(false) is { } existing)
            return (existing.CheckInput(input), true);
        try
        {
            var request = new StartExecutionRequest { StateMachineArn = stateMachine.Text, Name = name, Input = input };
            var started = await CallAsync(() => client.StartExecutionAsync(request, cancel)).ConfigureAwait(false);
            return (new Execution(name, input, ExecutionStatus.Running, Time(started.StartDate) ?? default), false);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ExecutionAlreadyExists")
        {
            // Another call started it first. Describing an execution is eventually consistent.
            return await FindAsync(name, cancel).ConfigureAwait(false) is { } other
                ? (other.CheckInput(input), true)
                : throw new ExecutionsBusyException(
                    $"Another call is starting job {name}, and the job cannot be read yet. Try again.", e);
        }
    }

    public async Task<Execution?> FindAsync(string name, CancellationToken cancel = default)
    {
        try
        {
            var request = new DescribeExecutionRequest { ExecutionArn = stateMachine.ExecutionArn(name) };
            var found = await CallAsync(() => client.DescribeExecutionAsync(request, cancel)).ConfigureAwait(false);
            return new Execution(
                found.Name, found.Input, StatusOf(found.Status), Time(found.StartDate) ?? default, Time(found.StopDate),
                found.RedriveCount ?? 0, found.Error, LambdaCause.Message(found.Cause), Time(found.RedriveDate));
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ExecutionDoesNotExist")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The executions have no input, error or cause, since Step Functions does not list them.</remarks>
    public async Task<ExecutionPage> ListAsync(int limit, string? next, CancellationToken cancel = default)
    {
        try
        {
            var request = new ListExecutionsRequest
            {
                StateMachineArn = stateMachine.Text,
                MaxResults = limit,
                NextToken = next,
            };
            var page = await CallAsync(() => client.ListExecutionsAsync(request, cancel)).ConfigureAwait(false);
            return new ExecutionPage(
                [
                    .. (page.Executions ?? []).Select(found => new Execution(
                        found.Name, "", StatusOf(found.Status), Time(found.StartDate) ?? default, Time(found.StopDate),
                        found.RedriveCount ?? 0, RedrivenAt: Time(found.RedriveDate))),
                ],
                page.NextToken);
        }
        // Step Functions reports an empty or overlong token as a ValidationException.
        catch (AmazonServiceException e) when (next is not null
            && e.ErrorCode is "InvalidToken" or "ValidationException")
        {
            throw new InvalidRequestException(
                "next", $"Expected the \"next\" of the previous page, at most 24 hours old; found \"{next}\".");
        }
    }

    public async Task StopAsync(
        string name, string? error = null, string? cause = null, CancellationToken cancel = default)
    {
        var execution = await FindAsync(name, cancel).ConfigureAwait(false) ?? throw new JobNotFoundException(name);
        if (execution.Status is not (ExecutionStatus.Running or ExecutionStatus.PendingRedrive))
            throw new ExecutionStateException($"Job {name} has already ended, so it cannot be stopped.");
        var request = new StopExecutionRequest
        {
            ExecutionArn = stateMachine.ExecutionArn(name),
            Error = error,
            Cause = cause,
        };
        await CallAsync(() => client.StopExecutionAsync(request, cancel)).ConfigureAwait(false);
    }

    public async Task RedriveAsync(string name, CancellationToken cancel = default)
    {
        try
        {
            var request = new RedriveExecutionRequest { ExecutionArn = stateMachine.ExecutionArn(name) };
            await CallAsync(() => client.RedriveExecutionAsync(request, cancel)).ConfigureAwait(false);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ExecutionDoesNotExist")
        {
            throw new JobNotFoundException(name);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ExecutionNotRedrivable")
        {
            throw new ExecutionStateException($"Job {name} cannot be resumed. Step Functions reports: {e.Message}");
        }
    }

    /// <exception cref="ExecutionsBusyException">Step Functions still rejected the call after all retries of the
    /// client.</exception>
    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (AmazonServiceException e) when ((int)e.StatusCode >= 500
            || e.ErrorCode is "ThrottlingException" or "ExecutionLimitExceeded")
        {
            throw new ExecutionsBusyException(
                $"Step Functions cannot accept the call now ({e.ErrorCode}): {e.Message}", e);
        }
    }

    private static ExecutionStatus StatusOf(Amazon.StepFunctions.ExecutionStatus status) => status.Value switch
    {
        "RUNNING" => ExecutionStatus.Running,
        "SUCCEEDED" => ExecutionStatus.Succeeded,
        "TIMED_OUT" => ExecutionStatus.TimedOut,
        "ABORTED" => ExecutionStatus.Aborted,
        "PENDING_REDRIVE" => ExecutionStatus.PendingRedrive,
        _ => ExecutionStatus.Failed,
    };

    private static DateTimeOffset? Time(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;
}
