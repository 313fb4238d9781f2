using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace Pipeline.Functions.Tests.Fakes;

/// <summary>
/// A fake of Amazon's Step Functions client and of the service: it calls the Step Functions API of
/// <c>pipeline serve</c>, which other tests call with Amazon's clients for other languages.
/// </summary>
/// <param name="address">Address of the server.</param>
public sealed class FakeStepFunctions(Uri address) : AmazonStepFunctionsClient(
    new AnonymousAWSCredentials(), RegionEndpoint.USEast1)
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>The error with which calls fail; null if they succeed.</summary>
    public (HttpStatusCode Status, string Code)? Fault { get; set; }

    public override async Task<StartExecutionResponse> StartExecutionAsync(
        StartExecutionRequest request, CancellationToken cancellationToken = default)
    {
        var answer = await CallAsync(
            "StartExecution",
            new() { ["stateMachineArn"] = request.StateMachineArn, ["name"] = request.Name, ["input"] = request.Input },
            cancellationToken);
        return new StartExecutionResponse
        {
            ExecutionArn = Text(answer, "executionArn"),
            StartDate = Time(answer, "startDate"),
        };
    }

    public override async Task<DescribeExecutionResponse> DescribeExecutionAsync(
        DescribeExecutionRequest request, CancellationToken cancellationToken = default)
    {
        var answer = await CallAsync(
            "DescribeExecution", new() { ["executionArn"] = request.ExecutionArn }, cancellationToken);
        return new DescribeExecutionResponse
        {
            Name = Text(answer, "name"),
            Input = Text(answer, "input"),
            Status = new ExecutionStatus(Text(answer, "status")),
            StartDate = Time(answer, "startDate"),
            StopDate = Time(answer, "stopDate"),
            RedriveCount = answer.GetProperty("redriveCount").GetInt32(),
            RedriveDate = Time(answer, "redriveDate"),
            Error = Text(answer, "error"),
            Cause = Text(answer, "cause") is { } cause && Text(answer, "status") == "FAILED"
                ? CauseOfFunction(Text(answer, "error"), cause)
                : Text(answer, "cause"),
        };
    }

    /// <summary>Step Functions reports the error of a function as JSON.</summary>
    private static string CauseOfFunction(string? error, string message) =>
        JsonSerializer.Serialize(
            new
            {
                errorType = error,
                errorMessage = message,
                stackTrace = (string[])["at SplitStep.Plan()"],
            });

    public override async Task<ListExecutionsResponse> ListExecutionsAsync(
        ListExecutionsRequest request, CancellationToken cancellationToken = default)
    {
        var parameters = new JsonObject
        {
            ["stateMachineArn"] = request.StateMachineArn,
            ["maxResults"] = request.MaxResults,
        };
        if (request.NextToken is { } token)
            parameters["nextToken"] = token;
        var answer = await CallAsync("ListExecutions", parameters, cancellationToken);
        return new ListExecutionsResponse
        {
            Executions =
            [
                .. answer.GetProperty("executions").EnumerateArray().Select(item => new ExecutionListItem
                {
                    Name = Text(item, "name"),
                    Status = new ExecutionStatus(Text(item, "status")),
                    StartDate = Time(item, "startDate"),
                    StopDate = Time(item, "stopDate"),
                    RedriveCount = item.GetProperty("redriveCount").GetInt32(),
                }),
            ],
            NextToken = Text(answer, "nextToken"),
        };
    }

    public override async Task<StopExecutionResponse> StopExecutionAsync(
        StopExecutionRequest request, CancellationToken cancellationToken = default)
    {
        var answer = await CallAsync(
            "StopExecution", new() { ["executionArn"] = request.ExecutionArn }, cancellationToken);
        return new StopExecutionResponse { StopDate = Time(answer, "stopDate") };
    }

    public override async Task<RedriveExecutionResponse> RedriveExecutionAsync(
        RedriveExecutionRequest request, CancellationToken cancellationToken = default)
    {
        var answer = await CallAsync(
            "RedriveExecution", new() { ["executionArn"] = request.ExecutionArn }, cancellationToken);
        return new RedriveExecutionResponse { RedriveDate = Time(answer, "redriveDate") };
    }

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        base.Dispose(disposing);
    }

    private async Task<JsonElement> CallAsync(string operation, JsonObject parameters, CancellationToken cancel)
    {
        if (Fault is { } fault)
            throw new AmazonServiceException(
                "Injected by a test.", ErrorType.Receiver, fault.Code, "request", fault.Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(
                parameters.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-amz-json-1.0")),
        };
        request.Headers.Add("X-Amz-Target", $"AWSStepFunctions.{operation}");
        using var response = await _http.SendAsync(request, cancel);
        var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        return response.IsSuccessStatusCode
            ? answer
            : throw new AmazonServiceException(
                Text(answer, "message"), ErrorType.Sender, Text(answer, "__type"), "request", response.StatusCode);
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static DateTime? Time(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? DateTime.UnixEpoch.AddSeconds(value.GetDouble())
            : null;
}
