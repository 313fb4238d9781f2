using System.Text.Json;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Node;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>AWS clients start and follow jobs on this machine.</summary>
[Trait("Speed", "Slow")]
public sealed class ClientTests : IDisposable
{
    private readonly StatesServer _states = new();

    public void Dispose() => _states.Dispose();

    [Fact]
    public async Task The_SDK_for_JavaScript_works_as_on_AWS()
    {
        _states.Served.Start();
        _states.Served.Root.Write(
            "large.csv", "n\n" + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i}\n")));
        var end = await AwsClients.RunAsync(
            _states.Served.Root.Path,
            "node",
            NodeScript.Locate("tests/Local.Tests/Serving/StepFunctions/sdk.mjs"),
            $"{_states.Served.Address}",
            _states.Served.Root.Path);
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("all as on AWS\n", end.Output);
    }

    [WithProgramFact("aws")]
    public async Task The_command_of_AWS_starts_follows_and_redrives()
    {
        _states.Served.Start();
        var root = _states.Served.Root;
        var request = root.Write(
            "request.json",
            """{"dataset": "late.csv", "operation": {"type": "query", "sql": "SELECT COUNT(*) AS n FROM dataset"}}""");
        var started = await AwsAsync(
            "start-execution",
            "--state-machine-arn",
            StatesServer.Machine,
            "--name",
            "late",
            "--input",
            $"file://{request}");
        var arn = started.GetProperty("executionArn").GetString()!;
        Assert.Equal(StatesServer.Execution("late"), arn);
        await _states.UntilAsync("late", "FAILED");
        var failed = await AwsAsync("describe-execution", "--execution-arn", arn);
        Assert.Equal(
            ("FAILED", "DatasetUnavailableException"),
            (failed.GetProperty("status").GetString(), failed.GetProperty("error").GetString()));
        Assert.Equal(started.GetProperty("startDate").GetRawText(), failed.GetProperty("startDate").GetRawText());

        root.Write("late.csv", "x\n1\n2\n");
        await AwsAsync("redrive-execution", "--execution-arn", arn);
        await _states.UntilAsync("late", "SUCCEEDED");
        var ended = await AwsAsync("describe-execution", "--execution-arn", arn);
        Assert.Equal("jobs/late/result.csv", JsonElement.Parse(
            ended.GetProperty("output").GetString()!).GetProperty("resultPath").GetString());
        Assert.Equal(
            ended.GetProperty("stopDate").GetRawText(),
            (await AwsAsync("stop-execution", "--execution-arn", arn)).GetProperty("stopDate").GetRawText());
        var listed = (await AwsAsync(
            "list-executions",
            "--state-machine-arn",
            StatesServer.Machine,
            "--status-filter",
            "SUCCEEDED")).GetProperty("executions");
        Assert.Equal(
            ("late", 1), (listed[0].GetProperty("name").GetString(), listed[0].GetProperty("redriveCount").GetInt32()));
        Assert.Single((await AwsAsync("list-state-machines")).GetProperty("stateMachines").EnumerateArray());
        Assert.Contains(
            "\"Split\"",
            (await AwsAsync(
                "describe-state-machine",
                "--state-machine-arn",
                StatesServer.Machine)).GetProperty("definition").GetString(),
            StringComparison.Ordinal);

        var refused = await RunAwsAsync("describe-execution", "--execution-arn", $"{arn}r");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(
            "(ExecutionDoesNotExist) when calling the DescribeExecution operation",
            refused.Errors,
            StringComparison.Ordinal);
    }

    private async Task<JsonElement> AwsAsync(params string[] arguments)
    {
        var end = await RunAwsAsync(arguments);
        Assert.True(end.ExitCode == 0, end.Errors);
        return JsonElement.Parse(end.Output);
    }

    private Task<ProgramEnd> RunAwsAsync(params string[] arguments) =>
        AwsClients.RunAsync(
            _states.Served.Root.Path,
            "aws",
            ["stepfunctions", .. arguments, "--endpoint-url", $"{_states.Served.Address}", "--output", "json"]);
}
