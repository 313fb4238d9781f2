using Pipeline.Core.Api;
using Pipeline.Core.Manifests;

namespace Pipeline.Server.StepFunctions;

/// <summary>
/// The Step Functions API in the AWS JSON 1.0 protocol: <c>POST /</c> with the operation in a header and its parameters
/// as the body. Clients written for the state machine on AWS can start and follow jobs here. Signatures are not
/// checked: only this machine can reach the server.
/// </summary>
internal sealed class StatesApi(
    IManifestStore store, IFilteredExecutions executions, StateMachine machine, TimeProvider clock)
{
    /// <summary>Max bytes of a body, as on AWS: escaped in a JSON string, an input of 256 KiB is longer.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    private const string ContentType = "application/x-amz-json-1.0";
    private const string TargetHeader = "x-amz-target";
    private const string TargetPrefix = "AWSStepFunctions.";

    private readonly ExecutionCalls _executions = new(store, executions, machine, clock);
    private readonly StateMachineCalls _machines = new(machine, clock);

    /// <summary>Whether a request is a call of this API.</summary>
    /// <param name="header">Returns a header's value; empty if it is missing.</param>
    public static bool Handles(string method, string path, Func<string, string> header) =>
        method == "POST"
        && path == "/"
        && (header(TargetHeader).Length > 0
            || header("content-type").StartsWith("application/x-amz-json", StringComparison.OrdinalIgnoreCase));

    /// <summary>Handles a call. Client errors become a response; all others are thrown.</summary>
    public async Task<ApiResponse> HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        try
        {
            return Response(200, await CallAsync(request, cancel).ConfigureAwait(false));
        }
        catch (StatesException error)
        {
            return Error(400, error.Code, error.Message);
        }
        catch (ManifestsBusyException error)
        {
            return Error(503, "ServiceUnavailable", error.Message);
        }
    }

    public static ApiResponse TooLarge() => Error(
        413,
        "RequestEntityTooLargeException",
        $"Expected a body of at most {MaxBodyBytes} bytes, sent without long pauses.");

    /// <summary>An error of the server, after which clients retry.</summary>
    public static ApiResponse Failed(string message) => Error(500, "InternalFailure", message);

    private async Task<byte[]> CallAsync(ApiRequest request, CancellationToken cancel)
    {
        var type = request.Headers.GetValueOrDefault("content-type", "").Split(';')[0].Trim();
        if (!type.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
            throw Unknown($"Expected the content type {ContentType}; found {(type.Length == 0 ? "none" : type)}.");
        var target = request.Headers.GetValueOrDefault(TargetHeader, "");
        var operation = target.StartsWith(TargetPrefix, StringComparison.Ordinal)
            ? target[TargetPrefix.Length..]
            : null;
        Func<Parameters, Task<byte[]>> call = operation switch
        {
            "StartExecution" => parameters => _executions.StartAsync(parameters, cancel),
            "DescribeExecution" => parameters => _executions.DescribeAsync(parameters, cancel),
            "ListExecutions" => parameters => _executions.ListAsync(parameters, cancel),
            "StopExecution" => parameters => _executions.StopAsync(parameters, cancel),
            "RedriveExecution" => parameters => _executions.RedriveAsync(parameters, cancel),
            "DescribeStateMachine" => parameters => Task.FromResult(_machines.Describe(parameters)),
            "ListStateMachines" => parameters => Task.FromResult(_machines.List(parameters)),
            _ => throw Unknown(
                "Expected StartExecution, DescribeExecution, ListExecutions, StopExecution, RedriveExecution, "
                + $"DescribeStateMachine or ListStateMachines after \"{TargetPrefix}\" in the header X-Amz-Target; "
                + $"found \"{target}\"."),
        };
        return await call(Parameters.Read(request.Body)).ConfigureAwait(false);
    }

    private static StatesException Unknown(string message) => new("UnknownOperationException", message);

    private static ApiResponse Error(int status, string code, string message) =>
        Response(status, StatesJson.Serialize(new ErrorOutput(code, message), StatesJson.Default.ErrorOutput));

    private static ApiResponse Response(int status, byte[] body) =>
        new(status, ContentType, body, ("x-amzn-RequestId", $"{Guid.NewGuid()}"));
}
