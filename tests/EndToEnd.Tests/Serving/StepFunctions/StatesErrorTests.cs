using System.Net;
using System.Text;
using System.Text.Json;

namespace Pipeline.EndToEnd.Tests.Serving.StepFunctions;

/// <summary>Invalid calls are rejected with the error names of Step Functions.</summary>
public sealed class StatesErrorTests : IDisposable
{
    private const string Arn = StatesServer.Machine;
    private const string Execution = "arn:aws:states:us-east-1:000000000000:execution:pipeline:";

    private readonly StatesServer _states = new();

    public StatesErrorTests() => _states.Served.Start();

    public void Dispose() => _states.Dispose();

    [Theory]
    [InlineData("StartExecution", "{}", "ValidationException", "stateMachineArn: expected a string; found nothing")]
    [InlineData("StartExecution", """{"stateMachineArn": null}""", "ValidationException", "stateMachineArn: expected a string; found nothing")]
    [InlineData("StartExecution", """{"stateMachineArn": 5}""", "ValidationException", "stateMachineArn: expected a string; found a number")]
    [InlineData("StartExecution", """{"stateMachineArn": "pipeline"}""", "InvalidArn", "'pipeline'")]
    [InlineData("StartExecution", """{"stateMachineArn": ""}""", "InvalidArn", "''")]
    [InlineData("StartExecution", """{"stateMachineArn": "arn:aws:lambda:us-east-1:000000000000:function:pipeline"}""", "InvalidArn", "the ARN of a state machine")]
    [InlineData("StartExecution", """{"stateMachineArn": "arn:aws:states:us-east-1:0:stateMachine:pipeline"}""", "InvalidArn", "the ARN of a state machine")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Execution}}x"}""", "InvalidArn", "the ARN of a state machine")]
    [InlineData("StartExecution", """{"stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:other"}""", "StateMachineDoesNotExist", "use --state-machine to change that")]
    [InlineData("StartExecution", """{"stateMachineArn": "arn:aws:states:eu-west-1:000000000000:stateMachine:pipeline"}""", "StateMachineDoesNotExist", "use --state-machine to change that")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}:live"}""", "StateMachineDoesNotExist", "use --state-machine to change that")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}/Process"}""", "ValidationException", "a Map state")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": "a b"}""", "InvalidName", "'a b'")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": "a.b"}""", "InvalidName", "the job's id")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": "../x"}""", "InvalidName", "'../x'")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": ""}""", "ValidationException", "name: expected a string of 1 to 80 characters; found 0")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": ["x"]}""", "ValidationException", "name: expected a string; found an array")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "input": {} }""", "ValidationException", "input: expected a string; found an object")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "input": ""}""", "InvalidExecutionInput", "Expected JSON")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "input": "{"}""", "InvalidExecutionInput", "Expected JSON")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "input": "{} {}"}""", "InvalidExecutionInput", "Expected JSON")]
    [InlineData("DescribeExecution", "{}", "ValidationException", "executionArn: expected a string; found nothing")]
    [InlineData("DescribeExecution", """{"executionArn": true}""", "ValidationException", "executionArn: expected a string; found a boolean")]
    [InlineData("DescribeExecution", """{"executionArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("DescribeExecution", $$"""{"executionArn": "{{Arn}}"}""", "InvalidArn", "the ARN of an execution")]
    [InlineData("DescribeExecution", $$"""{"executionArn": "{{Execution}}nobody"}""", "ExecutionDoesNotExist", "nobody")]
    [InlineData("DescribeExecution", $$"""{"executionArn": "{{Execution}}a.b"}""", "ExecutionDoesNotExist", "a.b")]
    [InlineData("DescribeExecution", """{"executionArn": "arn:aws:states:us-east-1:000000000000:execution:other:late"}""", "ExecutionDoesNotExist", "use --state-machine to change that")]
    [InlineData("DescribeExecution", """{"executionArn": "arn:aws:states:us-east-1:000000000000:execution:pipeline/Process:late"}""", "ExecutionDoesNotExist", "late")]
    [InlineData("DescribeExecution", $$"""{"executionArn": "{{Execution}}late", "includedData": "SOME"}""", "ValidationException", "includedData: expected one of ALL_DATA, METADATA_ONLY; found \"SOME\"")]
    [InlineData("StopExecution", "{}", "ValidationException", "executionArn")]
    [InlineData("StopExecution", """{"executionArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("StopExecution", $$"""{"executionArn": "{{Execution}}nobody"}""", "ExecutionDoesNotExist", "nobody")]
    [InlineData("StopExecution", $$"""{"executionArn": "{{Execution}}late", "error": 1}""", "ValidationException", "error: expected a string; found a number")]
    [InlineData("RedriveExecution", "{}", "ValidationException", "executionArn")]
    [InlineData("RedriveExecution", """{"executionArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("RedriveExecution", $$"""{"executionArn": "{{Execution}}nobody"}""", "ExecutionDoesNotExist", "nobody")]
    [InlineData("RedriveExecution", $$"""{"executionArn": "{{Execution}}late", "clientToken": "a b"}""", "ValidationException", "clientToken")]
    [InlineData("RedriveExecution", $$"""{"executionArn": "{{Execution}}late", "clientToken": ""}""", "ValidationException", "clientToken: expected a string of 1 to 64 characters")]
    [InlineData("ListExecutions", "{}", "ValidationException", "neither")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "mapRunArn": "x"}""", "ValidationException", "both")]
    [InlineData("ListExecutions", """{"stateMachineArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("ListExecutions", """{"stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:other"}""", "StateMachineDoesNotExist", "other")]
    [InlineData("ListExecutions", """{"mapRunArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("ListExecutions", """{"mapRunArn": "arn:aws:states:us-east-1:000000000000:mapRun:pipeline/Process:0b7d"}""", "ResourceNotFound", "are not executions")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "statusFilter": "running"}""", "ValidationException", "RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "statusFilter": "PENDING_REDRIVE"}""", "ValidationException", "mapRunArn")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "redriveFilter": "YES"}""", "ValidationException", "redriveFilter: expected one of REDRIVEN, NOT_REDRIVEN")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "maxResults": -1}""", "ValidationException", "maxResults: expected a whole number from 0 to 1000; found -1")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "maxResults": 1001}""", "ValidationException", "found 1001")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "maxResults": 1.5}""", "ValidationException", "found 1.5")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "maxResults": "5"}""", "ValidationException", "found a string")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "nextToken": "!"}""", "InvalidToken", "'!'")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "nextToken": ""}""", "InvalidToken", "''")]
    [InlineData("ListStateMachines", """{"maxResults": 1001}""", "ValidationException", "found 1001")]
    [InlineData("ListStateMachines", """{"nextToken": "x"}""", "InvalidToken", "'x'")]
    [InlineData("DescribeStateMachine", "{}", "ValidationException", "stateMachineArn")]
    [InlineData("DescribeStateMachine", """{"stateMachineArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("DescribeStateMachine", """{"stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:other"}""", "StateMachineDoesNotExist", "other")]
    [InlineData("DescribeStateMachine", "", "SerializationException", "Expected a JSON object")]
    [InlineData("DescribeStateMachine", "[]", "SerializationException", "found an array")]
    [InlineData("DescribeStateMachine", "{,}", "SerializationException", "Expected a JSON object")]
    [InlineData("DescribeStateMachine", """{"stateMachineArn": "\ud800"}""", "SerializationException", "not valid Unicode")]
    [InlineData("DescribeStateMachine", """{"\ud800": 1}""", "SerializationException", "not valid Unicode")]
    [InlineData("CreateStateMachine", "{}", "UnknownOperationException", "\"AWSStepFunctions.CreateStateMachine\"")]
    [InlineData("", "{}", "UnknownOperationException", "Expected StartExecution")]
    public async Task An_invalid_call_returns_its_error(string operation, string body, string code, string message)
    {
        await _states.StartAsync("late", """{"dataset": "late.csv", "operation": {"type": "query", "sql": "SELECT 1 FROM dataset"}}""");
        var described = await _states.RejectedAsync(code, operation, body);
        Assert.Contains(message, described, StringComparison.Ordinal);
        Assert.Equal(["late"], await _states.ListAsync(new { stateMachineArn = Arn }));
    }

    [Fact]
    public async Task A_string_longer_than_the_limit_of_AWS_is_rejected()
    {
        await _states.StartAsync("late", "{}");
        foreach (var (operation, parameters) in new (string, Dictionary<string, string>)[]
        {
            ("StartExecution", new() { ["stateMachineArn"] = Arn, ["name"] = new string('x', 81) }),
            ("StopExecution", new() { ["executionArn"] = $"{Execution}late", ["error"] = new string('x', 257) }),
            ("StopExecution", new() { ["executionArn"] = $"{Execution}late", ["cause"] = new string('x', 32_769) }),
            ("RedriveExecution", new() { ["executionArn"] = $"{Execution}late", ["clientToken"] = new string('x', 65) }),
        })
        {
            Assert.Contains(" characters; found ", await _states.RejectedAsync("ValidationException", operation, parameters), StringComparison.Ordinal);
        }
        await _states.RejectedAsync("InvalidArn", "DescribeExecution", new { executionArn = $"{Execution}{new string('x', 300)}" });
    }

    [Fact]
    public async Task An_input_may_have_256_KiB_before_escaping()
    {
        string Input(int bytes) => $"[{string.Join(",", Enumerable.Repeat("\"\"", (bytes - 1) / 3))}{new string(' ', (bytes - 1) % 3)}]"[..^1].PadRight(bytes - 1) + "]";
        Assert.Equal(256 * 1024, Encoding.UTF8.GetByteCount(Input(256 * 1024)));
        string Body(string name, string input) => JsonSerializer.Serialize(new { stateMachineArn = Arn, name, input }, Relaxed);
        Assert.Equal(HttpStatusCode.OK, (await _states.SendAsync("StartExecution", Body("just", Input(256 * 1024)))).Status);
        var message = await _states.RejectedAsync("InvalidExecutionInput", "StartExecution", Body("over", Input(256 * 1024 + 1)));
        Assert.Contains("Expected at most 262144 bytes; found 262145", message, StringComparison.Ordinal);
        await _states.RejectedAsync("InvalidExecutionInput", "StartExecution", Body("over", $"\"{new string('é', 150_000)}\""));
        var (status, body) = await _states.SendAsync("StartExecution", new string(' ', 1024 * 1024 + 1));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException"), (status, body.GetProperty("__type").GetString()));
        Assert.Equal(["just"], await _states.ListAsync(new { stateMachineArn = Arn }));
    }

    [Fact]
    public async Task A_job_that_another_process_runs_cannot_be_stopped()
    {
        var root = _states.Served.Root;
        root.Write("data.csv", "n\n" + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i}\n")));
        using var run = root.Start("run", root.Write("r.json", ServedRoot.Query("SELECT SUM(n) AS n FROM dataset", 500)), "--job", "elsewhere");
        for (var since = System.Diagnostics.Stopwatch.StartNew(); !(await _states.ListAsync(new { stateMachineArn = Arn })).Contains("elsewhere");)
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1) && !run.HasEnded);
        run.Kill();
        Assert.Contains("was not started by this server", await _states.RejectedAsync("ValidationException", "StopExecution", new { executionArn = $"{Execution}elsewhere" }), StringComparison.Ordinal);
        await _states.RejectedAsync("ExecutionNotRedrivable", "RedriveExecution", new { executionArn = $"{Execution}elsewhere" });
    }

    [Theory]
    [InlineData("text/plain", 400)]
    [InlineData("application/x-amz-json-1.1", 400)]
    [InlineData("application/x-amz-json-1.0; charset=utf-8", 200)]
    public async Task A_call_must_have_the_content_type_of_the_protocol(string type, int expected)
    {
        using var request = StatesServer.Request("{}", type, ("X-Amz-Target", "AWSStepFunctions.ListStateMachines"));
        using var response = await _states.Served.Http.SendAsync(request);
        Assert.Equal(expected, (int)response.StatusCode);
        if (expected == 400)
            Assert.Equal("UnknownOperationException", (await ServedRoot.ReadAsync(response)).GetProperty("__type").GetString());
    }

    [Theory]
    [InlineData("Origin", "http://example.com", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Host", "example.com", 421)]
    public async Task A_page_of_another_site_cannot_make_calls(string header, string value, int expected)
    {
        using var request = StatesServer.Request(
            JsonSerializer.Serialize(new { stateMachineArn = Arn }), "application/x-amz-json-1.0", ("X-Amz-Target", "AWSStepFunctions.StartExecution"), (header, value));
        using var response = await _states.Served.Http.SendAsync(request);
        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Empty(await _states.ListAsync(new { stateMachineArn = Arn }));
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
