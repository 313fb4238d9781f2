using System.Text;
using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>The calls that start, follow and stop executions, which are this machine's jobs.</summary>
internal sealed class ExecutionCalls(IManifestStore store, LocalExecutions executions, StateMachine machine, TimeProvider clock)
{
    private const int MostInputBytes = 256 * 1024;
    private const int LongestError = 256;
    private const int LongestCause = 32_768;
    private const int LongestToken = 64;
    private const int MostResults = 1_000;
    private const int UsualResults = 100;

    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 900 };

    private readonly RedriveTokens _redrives = new(clock);

    /// <exception cref="StatesException">The call is refused.</exception>
    public async Task<byte[]> StartAsync(Parameters parameters, CancellationToken cancel)
    {
        machine.Check(parameters.RequiredText("stateMachineArn"));
        var name = parameters.Text("name", 1, JobId.LongestLength) ?? $"{Guid.NewGuid()}";
        if (!JobId.IsValid(name))
            throw new StatesException("InvalidName", $"Invalid Name: '{name}'. The name is the job's id: expected ASCII letters, digits, \"-\" and \"_\".");
        var input = parameters.Text("input") ?? "{}";
        CheckInput(input);
        var execution = await executions.FindAsync(name, cancel).ConfigureAwait(false);
        if (execution is null)
        {
            try
            {
                (execution, var wasThere) = await executions.StartAsync(name, input, cancel).ConfigureAwait(false);
                if (!wasThere) return Started(execution);
            }
            catch (JobConflictException)
            {
                throw AlreadyExists(name);
            }
        }
        return execution.Status == ExecutionStatus.Running && IsSame(execution.Input, input) ? Started(execution) : throw AlreadyExists(name);
    }

    /// <exception cref="StatesException">The call is refused.</exception>
    public async Task<byte[]> DescribeAsync(Parameters parameters, CancellationToken cancel)
    {
        var execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        var isWhole = parameters.Choice("includedData", ExecutionView.AllData, ExecutionView.MetadataOnly) != ExecutionView.MetadataOnly;
        var job = execution.Status == ExecutionStatus.Succeeded ? await store.GetJobAsync(execution.Name, cancel).ConfigureAwait(false) : null;
        return StatesJson.Object(json =>
        {
            ExecutionView.WriteMembers(json, machine, execution);
            ExecutionView.WriteRedriveStatus(json, execution);
            if (isWhole)
                ExecutionView.WriteData(json, execution, job?.Result is { } result ? AggregateOutput.Of(job.JobId, job.State, result) : null);
            else
                ExecutionView.WriteDetails(json, "inputDetails", isIncluded: false);
        });
    }

    /// <exception cref="StatesException">The call is refused.</exception>
    public async Task<byte[]> ListAsync(Parameters parameters, CancellationToken cancel)
    {
        CheckListed(parameters.Text("stateMachineArn"), parameters.Text("mapRunArn"));
        var status = parameters.Choice("statusFilter", StatusNames.All) is { } name ? StatusNames.Read(name) : (ExecutionStatus?)null;
        if (status == ExecutionStatus.PendingRedrive)
            throw StatesException.Invalid("statusFilter: PENDING_REDRIVE goes with a mapRunArn; found a stateMachineArn.");
        var isRedriven = parameters.Choice("redriveFilter", "REDRIVEN", "NOT_REDRIVEN") is { } redriven ? redriven == "REDRIVEN" : (bool?)null;
        var limit = parameters.Number("maxResults", 0, MostResults) is { } most and > 0 ? most : UsualResults;
        var token = parameters.Text("nextToken");
        ExecutionPage page;
        try
        {
            page = await executions.ListAsync(limit, token, new ExecutionFilter(status, isRedriven), cancel).ConfigureAwait(false);
        }
        catch (InvalidRequestException)
        {
            throw new StatesException("InvalidToken", $"Invalid Token: '{token}'. Expected the nextToken of the page before.");
        }
        return StatesJson.Object(json =>
        {
            json.WriteStartArray("executions");
            foreach (var execution in page.Executions)
            {
                json.WriteStartObject();
                ExecutionView.WriteMembers(json, machine, execution);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteText("nextToken", page.Next);
        });
    }

    /// <summary>What has ended before is no mistake: the answer says when.</summary>
    /// <exception cref="StatesException">The call is refused.</exception>
    public async Task<byte[]> StopAsync(Parameters parameters, CancellationToken cancel)
    {
        var (error, cause) = (parameters.Text("error", longest: LongestError), parameters.Text("cause", longest: LongestCause));
        var execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        if (execution.StoppedAt is null)
        {
            try
            {
                await executions.StopAsync(execution.Name, error, cause, cancel).ConfigureAwait(false);
            }
            catch (ExecutionStateException refused)
            {
                // It may have ended since it was found; if not, another program runs it.
                if (await executions.FindAsync(execution.Name, cancel).ConfigureAwait(false) is not { StoppedAt: not null })
                    throw StatesException.Invalid(refused.Message);
            }
            execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        }
        return StatesJson.Object(json => json.WriteTime("stopDate", execution.StoppedAt));
    }

    /// <exception cref="StatesException">The call is refused.</exception>
    public async Task<byte[]> RedriveAsync(Parameters parameters, CancellationToken cancel)
    {
        var token = parameters.Text("clientToken", 1, LongestToken);
        if (token?.Any(c => c is < '!' or > '~') == true)
            throw StatesException.Invalid($"clientToken: expected ASCII without spaces; found \"{token}\".");
        var execution = await FindAsync(parameters, cancel).ConfigureAwait(false);
        if (_redrives.Find(execution.Name, token) is { } before)
            return Redriven(before);
        if (ExecutionView.WhyNotRedrivable(execution.Status) is { } reason)
            throw NotRedrivable(reason);
        try
        {
            await executions.RedriveAsync(execution.Name, cancel).ConfigureAwait(false);
        }
        catch (ExecutionStateException refused)
        {
            // Another call came between.
            throw NotRedrivable(refused.Message);
        }
        var redrivenAt = (await FindAsync(parameters, cancel).ConfigureAwait(false)).RedrivenAt ?? clock.GetUtcNow();
        _redrives.Add(execution.Name, token, redrivenAt);
        return Redriven(redrivenAt);
    }

    private async Task<Execution> FindAsync(Parameters parameters, CancellationToken cancel)
    {
        var arn = parameters.RequiredText("executionArn");
        return await executions.FindAsync(machine.ReadExecution(arn), cancel).ConfigureAwait(false) ?? throw machine.NoExecution(arn);
    }

    private static void CheckInput(string input)
    {
        var bytes = Encoding.UTF8.GetBytes(input);
        if (bytes.Length > MostInputBytes)
            throw InvalidInput($"Expected at most {MostInputBytes} bytes; found {bytes.Length}.");
        try
        {
            using var document = JsonDocument.Parse(bytes, AnyDepth);
        }
        catch (JsonException error)
        {
            throw InvalidInput($"Expected JSON: {error.Message}");
        }
    }

    private static bool IsSame(string standing, string input)
    {
        if (standing == input) return true;
        using var first = JsonDocument.Parse(standing, AnyDepth);
        using var second = JsonDocument.Parse(input, AnyDepth);
        try
        {
            return JsonElement.DeepEquals(first.RootElement, second.RootElement);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentOutOfRangeException or FormatException or OverflowException)
        {
            // A text that is half of a surrogate pair, or a number beyond all bounds, equals only what is written as it is.
            return false;
        }
    }

    private void CheckListed(string? stateMachine, string? mapRun)
    {
        if (stateMachine is null == mapRun is null)
            throw StatesException.Invalid($"Expected either a stateMachineArn or a mapRunArn; found {(mapRun is null ? "neither" : "both")}.");
        if (stateMachine is not null)
            machine.Check(stateMachine);
        else if (StatesArn.Parse(mapRun!) is { Kind: "mapRun", Names.Count: 2 })
            throw new StatesException("ResourceNotFound", $"Resource not found: '{mapRun}'. On this machine the blocks of a job are no executions of their own.");
        else
            throw new StatesException("InvalidArn", $"Invalid Arn: '{mapRun}'. Expected one of a Map Run.");
    }

    private byte[] Started(Execution execution) => StatesJson.Object(json =>
    {
        json.WriteString("executionArn", machine.ExecutionArn(execution.Name));
        json.WriteTime("startDate", execution.StartedAt);
    });

    private static byte[] Redriven(DateTimeOffset time) => StatesJson.Object(json => json.WriteTime("redriveDate", time));

    private StatesException AlreadyExists(string name) =>
        new("ExecutionAlreadyExists", $"Execution Already Exists: '{machine.ExecutionArn(name)}'. It has ended, or has another input. Give this one another name.");

    private static StatesException NotRedrivable(string reason) => new("ExecutionNotRedrivable", reason);

    private static StatesException InvalidInput(string message) => new("InvalidExecutionInput", $"Invalid State Machine Execution Input. {message}");
}
