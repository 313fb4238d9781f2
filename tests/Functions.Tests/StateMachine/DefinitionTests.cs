using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.TestKit.Node;

namespace Pipeline.Functions.Tests.StateMachine;

public sealed class DefinitionTests
{
    [Fact]
    public void The_definition_follows_every_rule() => Assert.Empty(DefinitionRules.ViolationsIn(Definition.Read()));

    [Theory]
    [InlineData(
        "States/Split/Resource", "\"arn:aws:lambda:eu-central-1:1:function:splitter\"",
        "The substitutions are AggregatorArn, WorkerArn")]
    [InlineData("States/Check/Next", "\"Done?\"", "Check: Its target Done? does not exist.")]
    [InlineData("States/All blocks done?/Default", "\"Done\"", "All blocks done?: Its target Done does not exist.")]
    [InlineData(
        "States/All blocks done?/Choices/0/Next", "\"Process block\"", "All blocks done?: Its target Process block")]
    [InlineData(
        "States/Process/ItemProcessor/States/Process block/Catch/0/Next", "\"Check\"",
        "Process block: Its target Check")]
    [InlineData("States/Aggregate/Next", null, "Aggregate: It needs either Next or End.")]
    [InlineData("States/Another pass?/Choices/0/Next", "\"Process block\"", "Another pass?: Its target Process block")]
    [InlineData("States/Failed", """{ "Type": "Fail" }""", "Failed: A redrive would only enter this Fail state again")]
    [InlineData(
        "States/Split/Catch", """[{ "ErrorEquals": ["States.ALL"], "Next": "Check" }]""",
        "Split: With a Catch at the top")]
    [InlineData("States/Aggregate/Retry", null, "Aggregate: It has no Retry.")]
    [InlineData("States/Merge/Retry", """[{ "ErrorEquals": ["States.Timeout"] }]""", "Merge: Only Tasks may retry")]
    [InlineData("States/Split/Retry/0/BackoffRate", "0.5", "Split: BackoffRate must be")]
    [InlineData("States/Split/Retry/0/BackoffRate", null, "Split: BackoffRate must be")]
    [InlineData("States/Split/Retry/0/IntervalSeconds", "0", "Split: IntervalSeconds must be")]
    [InlineData("States/Split/Retry/1/MaxAttempts", "0", "Split: MaxAttempts must be")]
    [InlineData("States/Split/Retry/1/MaxDelaySeconds", "2", "Split: MaxDelaySeconds must be")]
    [InlineData("States/Split/Retry/2/JitterStrategy", "\"Full\"", "Split: JitterStrategy must be FULL")]
    [InlineData(
        "States/Split/Retry/2/ErrorEquals/0", "\"States.TaskFailed\"",
        "Split: It retries States.TaskFailed, which is not transient.")]
    [InlineData(
        "States/Split/Retry/2/ErrorEquals/0", "\"BadRecordException\"",
        "Split: It retries BadRecordException, which is not transient.")]
    [InlineData(
        "States/Split/Retry/2/ErrorEquals/0", "\"Lambda.ServiceException\"",
        "Split: Lambda.ServiceException is retried by more than one rule")]
    [InlineData(
        "States/Split/Retry/1/ErrorEquals/5", null,
        "Split: It does not retry StorageBusyException, which is transient.")]
    [InlineData(
        "States/Process/ItemProcessor/States/Record failure/Retry/0", null,
        "Record failure: It does not retry Lambda.TooManyRequestsException")]
    [InlineData(
        "States/Process/ItemProcessor/States/Process block/Catch/0/ErrorEquals", """["States.ALL", "States.Timeout"]""",
        "Process block: States.ALL must be alone")]
    [InlineData(
        "States/Process/ItemProcessor/States/Process block/Catch/0/ErrorEquals", """["FileGoneException"]""",
        "Process block: It catches FileGoneException, which nothing throws.")]
    [InlineData(
        "States/Merge/ItemProcessor/States/Merge group/TimeoutSeconds", null, "Merge group: TimeoutSeconds must be")]
    [InlineData("States/Check/TimeoutSeconds", "900", "Check: TimeoutSeconds must be")]
    [InlineData(
        "States/Process/ItemProcessor/ProcessorConfig/ExecutionType", "\"EXPRESS\"",
        "Process: Children must be STANDARD")]
    [InlineData("States/Process/ResultPath", "\"$.answers\"", "Process: ResultPath must be null")]
    [InlineData(
        "States/Process/ItemProcessor/States/Process block/ResultSelector", null,
        "Process: The child's last state Process block must return {}.")]
    [InlineData(
        "States/Process/ItemSelector/redrive.$", "\"$$.Execution.RedriveTime\"",
        "Process: $$.Execution.RedriveTime is not supplied")]
    public void A_violation_is_reported(string path, string? json, string expected) =>
        Assert.Contains(
            DefinitionRules.ViolationsIn(Changed(path, json)),
            violation => violation.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void A_wildcard_before_other_rules_is_reported()
    {
        var machine = Definition.Read();
        var block = Definition.StatesOf(machine).Single(state => state.Name == "Process block");
        block.Json["Catch"]!.AsArray().Add(
            JsonNode.Parse("""{ "ErrorEquals": ["States.Timeout"], "Next": "Record failure" }"""));
        Assert.Contains("Process block: States.ALL must be alone, and last.", DefinitionRules.ViolationsIn(machine));
    }

    [Fact]
    public void All_tasks_have_the_same_retry_rules()
    {
        var rules = Definition.StatesOf(Definition.Read())
            .Where(state => state.IsTask).Select(state => state.Json["Retry"]!.ToJsonString());
        Assert.Single(rules.Distinct());
    }

    [Fact]
    public async Task Asl_validator_accepts_the_definition()
    {
        var (exitCode, output) = await ValidateAsync(Definition.Read());
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("States/Split/Next", "\"Nowhere\"")]
    [InlineData("States/Split/Parameters/jobId.$", "\"Execution.Name\"")]
    [InlineData("States/Check/TimeoutSeconds", "\"long\"")]
    [InlineData("States/Process/Type", "\"Mapp\"")]
    public async Task Asl_validator_rejects_an_invalid_definition(string path, string json)
    {
        var (exitCode, output) = await ValidateAsync(Changed(path, json));
        Assert.True(exitCode != 0, output);
    }

    /// <summary>Returns a copy with one value changed, added or (null) removed.</summary>
    private static JsonObject Changed(string path, string? json)
    {
        var machine = Definition.Read();
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate(
            (JsonNode)machine, (node, step) => (node is JsonArray array ? array[Index(step)] : node[step])!);
        switch (parent)
        {
            case JsonArray array when json is null:
                array.RemoveAt(Index(steps[^1]));
                break;
            case JsonArray array:
                array[Index(steps[^1])] = JsonNode.Parse(json);
                break;
            case JsonObject fields when json is null:
                Assert.True(fields.Remove(steps[^1]), $"{path} does not exist.");
                break;
            default:
                parent[steps[^1]] = JsonNode.Parse(json!);
                break;
        }
        return machine;
    }

    private static int Index(string step) => int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(int ExitCode, string Output)> ValidateAsync(JsonObject machine)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Definition.Substituted(machine));
            var validator = Path.Combine(NpmPackages.Folder, "asl-validator", "dist", "bin", "asl-validator.js");
            using var node = Process.Start(new ProcessStartInfo("node", [validator, "--json-path", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = node.StandardError.ReadToEndAsync();
            var output = await node.StandardOutput.ReadToEndAsync() + await errors;
            await node.WaitForExitAsync();
            return (node.ExitCode, output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
