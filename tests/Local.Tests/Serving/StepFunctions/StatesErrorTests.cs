namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>Invalid calls are rejected with the error names of Step Functions.</summary>
[Trait("Speed", "Slow")]
public sealed class StatesErrorTests : IDisposable
{
    private const string Arn = StatesServer.Machine;
    private const string Execution = "arn:aws:states:us-east-1:000000000000:execution:pipeline:";

    private readonly StatesServer _states = new();

    public StatesErrorTests() => _states.Served.Start();

    public void Dispose() => _states.Dispose();

    [Theory]
    [InlineData("StartExecution", "{}", "ValidationException", "stateMachineArn: expected a string; found nothing")]
    [InlineData(
        "StartExecution",
        """{"stateMachineArn": null}""",
        "ValidationException",
        "stateMachineArn: expected a string; found nothing")]
    [InlineData(
        "StartExecution",
        """{"stateMachineArn": 5}""",
        "ValidationException",
        "stateMachineArn: expected a string; found a number")]
    [InlineData("StartExecution", """{"stateMachineArn": "pipeline"}""", "InvalidArn", "'pipeline'")]
    [InlineData("StartExecution", """{"stateMachineArn": ""}""", "InvalidArn", "''")]
    [InlineData(
        "StartExecution",
        """{"stateMachineArn": "arn:aws:lambda:us-east-1:000000000000:function:pipeline"}""",
        "InvalidArn",
        "the ARN of a state machine")]
    [InlineData(
        "StartExecution",
        """{"stateMachineArn": "arn:aws:states:us-east-1:0:stateMachine:pipeline"}""",
        "InvalidArn",
        "the ARN of a state machine")]
    [InlineData(
        "StartExecution", $$"""{"stateMachineArn": "{{Execution}}x"}""", "InvalidArn", "the ARN of a state machine")]
    [InlineData(
        "StartExecution",
        """{"stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:other"}""",
        "StateMachineDoesNotExist",
        "use --state-machine to change that")]
    [InlineData(
        "StartExecution",
        """{"stateMachineArn": "arn:aws:states:eu-west-1:000000000000:stateMachine:pipeline"}""",
        "StateMachineDoesNotExist",
        "use --state-machine to change that")]
    [InlineData(
        "StartExecution",
        $$"""{"stateMachineArn": "{{Arn}}:live"}""",
        "StateMachineDoesNotExist",
        "use --state-machine to change that")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}/Process"}""", "ValidationException", "a Map state")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": "a b"}""", "InvalidName", "'a b'")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": "a.b"}""", "InvalidName", "the job's id")]
    [InlineData("StartExecution", $$"""{"stateMachineArn": "{{Arn}}", "name": "../x"}""", "InvalidName", "'../x'")]
    [InlineData(
        "StartExecution",
        $$"""{"stateMachineArn": "{{Arn}}", "name": ""}""",
        "ValidationException",
        "name: expected a string of 1 to 80 characters; found 0")]
    [InlineData(
        "StartExecution",
        $$"""{"stateMachineArn": "{{Arn}}", "name": ["x"]}""",
        "ValidationException",
        "name: expected a string; found an array")]
    [InlineData(
        "StartExecution",
        $$"""{"stateMachineArn": "{{Arn}}", "input": {} }""",
        "ValidationException",
        "input: expected a string; found an object")]
    [InlineData(
        "StartExecution",
        $$"""{"stateMachineArn": "{{Arn}}", "input": ""}""",
        "InvalidExecutionInput",
        "Expected JSON")]
    [InlineData(
        "StartExecution",
        $$"""{"stateMachineArn": "{{Arn}}", "input": "{"}""",
        "InvalidExecutionInput",
        "Expected JSON")]
    [InlineData(
        "StartExecution",
        $$"""{"stateMachineArn": "{{Arn}}", "input": "{} {}"}""",
        "InvalidExecutionInput",
        "Expected JSON")]
    [InlineData("DescribeExecution", "{}", "ValidationException", "executionArn: expected a string; found nothing")]
    [InlineData(
        "DescribeExecution",
        """{"executionArn": true}""",
        "ValidationException",
        "executionArn: expected a string; found a boolean")]
    [InlineData("DescribeExecution", """{"executionArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("DescribeExecution", $$"""{"executionArn": "{{Arn}}"}""", "InvalidArn", "the ARN of an execution")]
    [InlineData(
        "DescribeExecution", $$"""{"executionArn": "{{Execution}}nobody"}""", "ExecutionDoesNotExist", "nobody")]
    [InlineData("DescribeExecution", $$"""{"executionArn": "{{Execution}}a.b"}""", "ExecutionDoesNotExist", "a.b")]
    [InlineData(
        "DescribeExecution",
        """{"executionArn": "arn:aws:states:us-east-1:000000000000:execution:other:late"}""",
        "ExecutionDoesNotExist",
        "use --state-machine to change that")]
    [InlineData(
        "DescribeExecution",
        """{"executionArn": "arn:aws:states:us-east-1:000000000000:execution:pipeline/Process:late"}""",
        "ExecutionDoesNotExist",
        "late")]
    [InlineData(
        "DescribeExecution",
        $$"""{"executionArn": "{{Execution}}late", "includedData": "SOME"}""",
        "ValidationException",
        "includedData: expected one of ALL_DATA, METADATA_ONLY; found \"SOME\"")]
    [InlineData("StopExecution", "{}", "ValidationException", "executionArn")]
    [InlineData("StopExecution", """{"executionArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("StopExecution", $$"""{"executionArn": "{{Execution}}nobody"}""", "ExecutionDoesNotExist", "nobody")]
    [InlineData(
        "StopExecution",
        $$"""{"executionArn": "{{Execution}}late", "error": 1}""",
        "ValidationException",
        "error: expected a string; found a number")]
    [InlineData("RedriveExecution", "{}", "ValidationException", "executionArn")]
    [InlineData("RedriveExecution", """{"executionArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData("RedriveExecution", $$"""{"executionArn": "{{Execution}}nobody"}""", "ExecutionDoesNotExist", "nobody")]
    [InlineData(
        "RedriveExecution",
        $$"""{"executionArn": "{{Execution}}late", "clientToken": "a b"}""",
        "ValidationException",
        "clientToken")]
    [InlineData(
        "RedriveExecution",
        $$"""{"executionArn": "{{Execution}}late", "clientToken": ""}""",
        "ValidationException",
        "clientToken: expected a string of 1 to 64 characters")]
    [InlineData("ListExecutions", "{}", "ValidationException", "neither")]
    [InlineData(
        "ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "mapRunArn": "x"}""", "ValidationException", "both")]
    [InlineData("ListExecutions", """{"stateMachineArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData(
        "ListExecutions",
        """{"stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:other"}""",
        "StateMachineDoesNotExist",
        "other")]
    [InlineData("ListExecutions", """{"mapRunArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData(
        "ListExecutions",
        """{"mapRunArn": "arn:aws:states:us-east-1:000000000000:mapRun:pipeline/Process:0b7d"}""",
        "ResourceNotFound",
        "are not executions")]
    [InlineData(
        "ListExecutions",
        $$"""{"stateMachineArn": "{{Arn}}", "statusFilter": "running"}""",
        "ValidationException",
        "RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE")]
    [InlineData(
        "ListExecutions",
        $$"""{"stateMachineArn": "{{Arn}}", "statusFilter": "PENDING_REDRIVE"}""",
        "ValidationException",
        "mapRunArn")]
    [InlineData(
        "ListExecutions",
        $$"""{"stateMachineArn": "{{Arn}}", "redriveFilter": "YES"}""",
        "ValidationException",
        "redriveFilter: expected one of REDRIVEN, NOT_REDRIVEN")]
    [InlineData(
        "ListExecutions",
        $$"""{"stateMachineArn": "{{Arn}}", "maxResults": -1}""",
        "ValidationException",
        "maxResults: expected a whole number from 0 to 1000; found -1")]
    [InlineData(
        "ListExecutions",
        $$"""{"stateMachineArn": "{{Arn}}", "maxResults": 1001}""",
        "ValidationException",
        "found 1001")]
    [InlineData(
        "ListExecutions",
        $$"""{"stateMachineArn": "{{Arn}}", "maxResults": 1.5}""",
        "ValidationException",
        "found 1.5")]
    [InlineData(
        "ListExecutions",
        $$"""{"stateMachineArn": "{{Arn}}", "maxResults": "5"}""",
        "ValidationException",
        "found a string")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "nextToken": "!"}""", "InvalidToken", "'!'")]
    [InlineData("ListExecutions", $$"""{"stateMachineArn": "{{Arn}}", "nextToken": ""}""", "InvalidToken", "''")]
    [InlineData("ListStateMachines", """{"maxResults": 1001}""", "ValidationException", "found 1001")]
    [InlineData("ListStateMachines", """{"nextToken": "x"}""", "InvalidToken", "'x'")]
    [InlineData("DescribeStateMachine", "{}", "ValidationException", "stateMachineArn")]
    [InlineData("DescribeStateMachine", """{"stateMachineArn": "x"}""", "InvalidArn", "'x'")]
    [InlineData(
        "DescribeStateMachine",
        """{"stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:other"}""",
        "StateMachineDoesNotExist",
        "other")]
    [InlineData("DescribeStateMachine", "", "SerializationException", "Expected a JSON object")]
    [InlineData("DescribeStateMachine", "[]", "SerializationException", "found an array")]
    [InlineData("DescribeStateMachine", "{,}", "SerializationException", "Expected a JSON object")]
    [InlineData(
        "DescribeStateMachine", """{"stateMachineArn": "\ud800"}""", "SerializationException", "not valid Unicode")]
    [InlineData("DescribeStateMachine", """{"\ud800": 1}""", "SerializationException", "not valid Unicode")]
    [InlineData("CreateStateMachine", "{}", "UnknownOperationException", "\"AWSStepFunctions.CreateStateMachine\"")]
    [InlineData("", "{}", "UnknownOperationException", "Expected StartExecution")]
    public async Task An_invalid_call_returns_its_error(string operation, string body, string code, string message)
    {
        await _states.StartAsync(
            "late", """{"dataset": "late.csv", "operation": {"type": "query", "sql": "SELECT 1 FROM dataset"}}""");
        var described = await _states.RejectedAsync(code, operation, body);
        Assert.Contains(message, described, StringComparison.Ordinal);
        Assert.Equal(["late"], await _states.ListAsync(new { stateMachineArn = Arn }));
    }
}
