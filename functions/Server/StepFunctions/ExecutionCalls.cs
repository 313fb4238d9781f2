using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;

namespace Pipeline.Server.StepFunctions;

/// <summary>The calls that start, describe, list, stop and redrive executions: the jobs of this machine.</summary>
internal sealed class ExecutionCalls(
    IManifestStore store, IFilteredExecutions executions, StateMachine machine, TimeProvider clock)
{
    private const int MaxErrorLength = 256;
    private const int MaxCauseLength = 32_768;
    private const int MaxTokenLength = 64;
    private const int MaxResults = 1_000;
    private const int DefaultResults = 100;

    private readonly RedriveTokens _redrives = new(clock);

    /// <exception cref="StatesException">The call is rejected.</exception>
    public async Task<byte[]> StartAsync(Parameters parameters, CancellationToken cancel)
    {
        machine.Check(parameters.RequiredText("stateMachineArn"));
        var name = parameters.Text("name", 1, JobId.MaxLength) ?? $"{Guid.NewGuid()}";
        if (!JobId.IsValid(name))
        {
            throw new StatesException(
                "InvalidName",
                $"Invalid Name: '{name}'. It becomes the job's id: expected ASCII letters, digits, \"-\" and \"_\".");
        }
        var input = parameters.Text("input") ?? "{}";
        ExecutionInput.Check(input);
        var execution = await executions.FindAsync(name, cancel).ConfigureAwait(false);
        if (execution is null)
        {
            try
            {
                (execution, var existed) = await executions.StartAsync(name, input, cancel).ConfigureAwait(false);
                if (!existed) return Started(execution);
            }
            catch (JobConflictException)
            {
                throw AlreadyExists(name);
            }
        }
        return execution.Status == ExecutionStatus.Running && ExecutionInput.AreSame(execution.Input, input)
            ? Started(execution)
            : throw AlreadyExists(name);
    }

    /// <exception cref="StatesException">The call is rejected.</exception>
    public async Task<byte[]> DescribeAsync(Parameters parameters, CancellationToken cancel)
    {
        var execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        var withData = IncludedData.IsAll(parameters);
        var output = withData ? await OutputOfAsync(execution, cancel).ConfigureAwait(false) : null;
        var whyNot = WhyNotRedrivable(execution.Status);
        var item = ItemOf(execution);
        var described = new DescribeExecutionOutput(
            item.ExecutionArn,
            item.StateMachineArn,
            item.Name,
            item.Status,
            item.StartDate,
            item.StopDate,
            item.RedriveCount,
            item.RedriveDate,
            whyNot is null ? "REDRIVABLE" : "NOT_REDRIVABLE",
            whyNot,
            withData ? execution.Input : null,
            new DataDetails(withData),
            output,
            output is null ? null : new DataDetails(Included: true),
            withData ? execution.Error : null,
            withData ? execution.Cause : null);
        return StatesJson.Serialize(described, StatesJson.Default.DescribeExecutionOutput);
    }

    /// <exception cref="StatesException">The call is rejected.</exception>
    public async Task<byte[]> ListAsync(Parameters parameters, CancellationToken cancel)
    {
        CheckListed(parameters.Text("stateMachineArn"), parameters.Text("mapRunArn"));
        var status = parameters.Choice("statusFilter", StatusNames.All) is { } name
            ? StatusNames.Read(name)
            : (ExecutionStatus?)null;
        if (status == ExecutionStatus.PendingRedrive)
            throw StatesException.Invalid("statusFilter: PENDING_REDRIVE requires a mapRunArn, not a stateMachineArn.");
        var isRedriven = parameters.Choice("redriveFilter", "REDRIVEN", "NOT_REDRIVEN") is { } redriven
            ? redriven == "REDRIVEN"
            : (bool?)null;
        var limit = parameters.Integer("maxResults", 0, MaxResults) is { } max and > 0 ? max : DefaultResults;
        var token = parameters.Text("nextToken");
        var filter = new ExecutionFilter(status, isRedriven);
        ExecutionPage page;
        try
        {
            page = await executions.ListAsync(limit, token, filter, cancel).ConfigureAwait(false);
        }
        catch (InvalidRequestException)
        {
            throw new StatesException(
                "InvalidToken", $"Invalid Token: '{token}'. Expected the nextToken of the previous page.");
        }
        var output = new ListExecutionsOutput([.. page.Executions.Select(ItemOf)], page.Next);
        return StatesJson.Serialize(output, StatesJson.Default.ListExecutionsOutput);
    }

    /// <summary>Stops an execution. If it has already ended, that is not an error: the response says when.</summary>
    /// <exception cref="StatesException">The call is rejected.</exception>
    public async Task<byte[]> StopAsync(Parameters parameters, CancellationToken cancel)
    {
        var error = parameters.Text("error", max: MaxErrorLength);
        var cause = parameters.Text("cause", max: MaxCauseLength);
        var execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        if (execution.StoppedAt is null)
        {
            try
            {
                await executions.StopAsync(execution.Name, error, cause, cancel).ConfigureAwait(false);
            }
            catch (ExecutionStateException rejected)
            {
                // Either the execution has ended in the meantime, or another program is running it.
                if ((await FindAsync(parameters, cancel).ConfigureAwait(false)).StoppedAt is null)
                    throw StatesException.Invalid(rejected.Message);
            }
            execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        }
        var output = new StopExecutionOutput(StatesJson.TimeOf(execution.StoppedAt));
        return StatesJson.Serialize(output, StatesJson.Default.StopExecutionOutput);
    }

    /// <exception cref="StatesException">The call is rejected.</exception>
    public async Task<byte[]> RedriveAsync(Parameters parameters, CancellationToken cancel)
    {
        var token = parameters.Text("clientToken", 1, MaxTokenLength);
        if (token?.Any(c => c is < '!' or > '~') == true)
            throw StatesException.Invalid($"clientToken: expected ASCII without spaces; found \"{token}\".");
        var execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        if (_redrives.Find(execution.Name, token) is { } before)
            return Redriven(before);
        if (WhyNotRedrivable(execution.Status) is { } reason)
            throw NotRedrivable(reason);
        try
        {
            await executions.RedriveAsync(execution.Name, cancel).ConfigureAwait(false);
        }
        catch (ExecutionStateException rejected)
        {
            // Another call has redriven it in the meantime.
            throw NotRedrivable(rejected.Message);
        }
        var redrivenAt = (await FindAsync(parameters, cancel).ConfigureAwait(false)).RedrivenAt ?? clock.GetUtcNow();
        _redrives.Add(execution.Name, token, redrivenAt);
        return Redriven(redrivenAt);
    }

    private async Task<Execution> FindAsync(Parameters parameters, CancellationToken cancel)
    {
        var arn = parameters.RequiredText("executionArn");
        return await executions.FindAsync(machine.ReadExecution(arn), cancel).ConfigureAwait(false)
            ?? throw machine.NoExecution(arn);
    }

    private async Task<string?> OutputOfAsync(Execution execution, CancellationToken cancel)
    {
        if (execution.Status != ExecutionStatus.Succeeded
            || await store.GetJobAsync(execution.Name, cancel).ConfigureAwait(false) is not { Result: { } result } job)
        {
            return null;
        }
        var output = AggregateOutput.Of(job.JobId, job.State, result);
        return JsonSerializer.Serialize(output, JobsJson.Default.AggregateOutput);
    }

    private ExecutionListItem ItemOf(Execution execution) => new(
        machine.ExecutionArn(execution.Name),
        machine.Arn,
        execution.Name,
        StatusNames.Of(execution.Status),
        StatesJson.TimeOf(execution.StartedAt),
        StatesJson.TimeOf(execution.StoppedAt),
        execution.Redrives,
        StatesJson.TimeOf(execution.RedrivenAt));

    private void CheckListed(string? stateMachine, string? mapRun)
    {
        if (stateMachine is null == mapRun is null)
        {
            var found = mapRun is null ? "neither" : "both";
            throw StatesException.Invalid($"Expected either a stateMachineArn or a mapRunArn; found {found}.");
        }
        if (stateMachine is not null)
        {
            machine.Check(stateMachine);
            return;
        }
        throw StatesArn.Parse(mapRun!) is { Kind: "mapRun", Names.Count: 2 }
            ? new StatesException(
                "ResourceNotFound",
                $"Resource not found: '{mapRun}'. On one machine, the blocks of a job are not executions.")
            : new StatesException("InvalidArn", $"Invalid Arn: '{mapRun}'. Expected the ARN of a Map Run.");
    }

    private byte[] Started(Execution execution) => StatesJson.Serialize(
        new StartExecutionOutput(machine.ExecutionArn(execution.Name), StatesJson.TimeOf(execution.StartedAt)),
        StatesJson.Default.StartExecutionOutput);

    private static byte[] Redriven(DateTimeOffset time) => StatesJson.Serialize(
        new RedriveExecutionOutput(StatesJson.TimeOf(time)), StatesJson.Default.RedriveExecutionOutput);

    /// <returns>Null if an execution with the status can be redriven.</returns>
    private static string? WhyNotRedrivable(ExecutionStatus status) =>
        status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.TimedOut
            ? null
            : $"Execution is {StatusNames.Of(status)} and cannot be redriven.";

    private StatesException AlreadyExists(string name) => new(
        "ExecutionAlreadyExists",
        $"Execution Already Exists: '{machine.ExecutionArn(name)}'. "
        + "It has ended or has another input. Use another name.");

    private static StatesException NotRedrivable(string reason) => new("ExecutionNotRedrivable", reason);
}
