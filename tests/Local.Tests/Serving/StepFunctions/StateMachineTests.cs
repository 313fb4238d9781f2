using System.Text.Json;
using Pipeline.TestKit;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>The state machine that the server emulates.</summary>
public sealed class StateMachineTests : IDisposable
{
    private const string Production = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:nightly.sums";

    private readonly StatesServer _states = new();

    public void Dispose() => _states.Dispose();

    [Fact]
    public async Task The_definition_is_the_deployed_one()
    {
        _states.Served.Start();
        var described = await _states.CallAsync("DescribeStateMachine", new { stateMachineArn = StatesServer.Machine });
        Assert.Equal(
            ("pipeline", "STANDARD", "ACTIVE", "arn:aws:iam::000000000000:role/pipeline-state-machine"),
            (
                described.GetProperty("name").GetString(),
                described.GetProperty("type").GetString(),
                described.GetProperty("status").GetString(),
                described.GetProperty("roleArn").GetString()));
        var definition = described.GetProperty("definition").GetString()!;
        Assert.DoesNotContain("${", definition, StringComparison.Ordinal);
        var deployed = await File.ReadAllTextAsync(RepositoryFiles.Path("statemachine/pipeline.asl.json"));
        foreach (var function in (string[])["Splitter", "Worker", "Aggregator"])
            deployed = deployed.Replace(
                $"${{{function}Arn}}",
                $"arn:aws:lambda:us-east-1:000000000000:function:pipeline-{function.ToLowerInvariant()}:live",
                StringComparison.Ordinal);
        Assert.Equal(deployed, definition);
        Assert.Equal("Split", JsonElement.Parse(definition).GetProperty("StartAt").GetString());

        var bare = await _states.CallAsync(
            "DescribeStateMachine", new { stateMachineArn = StatesServer.Machine, includedData = "METADATA_ONLY" });
        Assert.Equal("{}", bare.GetProperty("definition").GetString());
        var listed = (await _states.CallAsync(
            "ListStateMachines", new { maxResults = 10 })).GetProperty("stateMachines").EnumerateArray().Single();
        Assert.Equal(
            ["stateMachineArn", "name", "type", "creationDate"],
            listed.EnumerateObject().Select(member => member.Name));
        Assert.All(listed.EnumerateObject(), member => Assert.Equal(
            described.GetProperty(member.Name).GetRawText(), member.Value.GetRawText()));
    }

    [Fact]
    public async Task The_server_uses_the_given_ARN()
    {
        _states.WriteData();
        _states.Served.Start("--state-machine", Production);
        var started = await _states.CallAsync(
            "StartExecution",
            new { stateMachineArn = Production, name = "x", input = ServedRoot.Query(StatesServer.Sum) });
        const string Execution = "arn:aws-cn:states:cn-north-1:123456789012:execution:nightly.sums:x";
        Assert.Equal(Execution, started.GetProperty("executionArn").GetString());
        Assert.Equal(
            Production,
            (await _states.CallAsync(
                "DescribeExecution", new { executionArn = Execution })).GetProperty("stateMachineArn").GetString());
        var described = await _states.CallAsync("DescribeStateMachine", new { stateMachineArn = Production });
        Assert.Equal(
            "arn:aws-cn:iam::123456789012:role/nightly.sums-state-machine",
            described.GetProperty("roleArn").GetString());
        Assert.Contains(
            "\"arn:aws-cn:lambda:cn-north-1:123456789012:function:nightly.sums-worker:live\"",
            described.GetProperty("definition").GetString(),
            StringComparison.Ordinal);
        await _states.RejectedAsync(
            "StateMachineDoesNotExist", "DescribeStateMachine", new { stateMachineArn = StatesServer.Machine });
        await _states.RejectedAsync(
            "ExecutionDoesNotExist", "DescribeExecution", new { executionArn = StatesServer.Execution("x") });
    }

    [Theory]
    [InlineData("pipeline")]
    [InlineData("")]
    [InlineData($"{StatesServer.Machine}:live")]
    [InlineData($"{StatesServer.Machine}/Process")]
    [InlineData("arn:aws:states:us-east-1:000000000000:stateMachine:a b")]
    [InlineData("arn:aws:states:us-east-1:000000000000:execution:pipeline:x")]
    public async Task Other_ARNs_are_rejected(string text)
    {
        var end = await _states.Served.Root.RunAsync("serve", "--port", "0", "--state-machine", text);
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(
            $"--state-machine: expected an ARN such as {StatesServer.Machine}; found \"{text}\".",
            end.Errors,
            StringComparison.Ordinal);
    }
}
