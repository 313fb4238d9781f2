using Pipeline.Core.Api;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>
/// The API of Step Functions itself, in the AWS JSON 1.0 protocol: <c>POST /</c> with the operation in a header and
/// its parameters as the body. So what was written for the state machine on AWS starts and follows jobs here.
/// Signatures are not looked at: the server is reached from this machine alone.
/// </summary>
internal sealed class StatesApi(IManifestStore store, LocalExecutions executions, StateMachine machine, TimeProvider clock)
{
    /// <summary>Most bytes of a body, as AWS has it: an input of 256 KiB is longer in a JSON text.</summary>
    public const int MostBodyBytes = 1024 * 1024;

    private const string ContentType = "application/x-amz-json-1.0";
    private const string TargetHeader = "x-amz-target";
    private const string TargetPrefix = "AWSStepFunctions.";

    private readonly ExecutionCalls _executions = new(store, executions, machine, clock);
    private readonly StateMachineCalls _machines = new(machine, clock);

    /// <summary>Whether a request is one to this API.</summary>
    /// <param name="header">The value of a header by its name; empty if there is none.</param>
    public static bool Knows(string method, string path, Func<string, string> header) =>
        method == "POST" && path == "/" && (header(TargetHeader).Length > 0 || header("content-type").StartsWith("application/x-amz-json", StringComparison.OrdinalIgnoreCase));

    /// <returns>Always an answer; what is not the caller's fault is thrown.</returns>
    public async Task<ApiResponse> HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        try
        {
            return Answer(200, await CallAsync(request, cancel).ConfigureAwait(false));
        }
        catch (StatesException error)
        {
            return Refusal(400, error.Code, error.Message);
        }
        catch (ManifestsBusyException error)
        {
            return Refusal(503, "ServiceUnavailable", error.Message);
        }
    }

    public static ApiResponse TooLarge() =>
        Refusal(413, "RequestEntityTooLargeException", $"Expected a body of at most {MostBodyBytes} bytes, sent without stopping.");

    /// <summary>What clients take for a fault of the service, and try again.</summary>
    public static ApiResponse Failed(string message) => Refusal(500, "InternalFailure", message);

    private async Task<byte[]> CallAsync(ApiRequest request, CancellationToken cancel)
    {
        var type = request.Headers.GetValueOrDefault("content-type", "").Split(';')[0].Trim();
        if (!type.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
            throw Unknown($"Expected the content type {ContentType}; found {(type.Length == 0 ? "none" : type)}.");
        var target = request.Headers.GetValueOrDefault(TargetHeader, "");
        return (target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : null) switch
        {
            "StartExecution" => await _executions.StartAsync(Parameters.Read(request.Body), cancel).ConfigureAwait(false),
            "DescribeExecution" => await _executions.DescribeAsync(Parameters.Read(request.Body), cancel).ConfigureAwait(false),
            "ListExecutions" => await _executions.ListAsync(Parameters.Read(request.Body), cancel).ConfigureAwait(false),
            "StopExecution" => await _executions.StopAsync(Parameters.Read(request.Body), cancel).ConfigureAwait(false),
            "RedriveExecution" => await _executions.RedriveAsync(Parameters.Read(request.Body), cancel).ConfigureAwait(false),
            "DescribeStateMachine" => _machines.Describe(Parameters.Read(request.Body)),
            "ListStateMachines" => _machines.List(Parameters.Read(request.Body)),
            _ => throw Unknown(
                $"Expected StartExecution, DescribeExecution, ListExecutions, StopExecution, RedriveExecution, DescribeStateMachine or ListStateMachines behind \"{TargetPrefix}\" in the header X-Amz-Target; found \"{target}\"."),
        };
    }

    private static StatesException Unknown(string message) => new("UnknownOperationException", message);

    private static ApiResponse Refusal(int status, string code, string message) => Answer(status, StatesJson.Object(json =>
    {
        json.WriteString("__type", code);
        json.WriteString("message", message);
    }));

    private static ApiResponse Answer(int status, byte[] body) => new(status, ContentType, body, ("x-amzn-RequestId", $"{Guid.NewGuid()}"));
}
