using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.Tests;

namespace Pipeline.Functions.Tests.StateMachine;

public sealed class DefinitionTests
{
    [Fact]
    public void The_definition_keeps_every_rule() => Assert.Empty(DefinitionRules.ViolationsIn(Definition.Read()));

    [Theory]
    [InlineData("States/Split/Resource", "\"arn:aws:lambda:eu-central-1:1:function:splitter\"", "Substitutions are AggregatorArn, WorkerArn")]
    [InlineData("States/Check/Next", "\"Done?\"", "Check: It goes to Done?, which is not there.")]
    [InlineData("States/All blocks done?/Default", "\"Done\"", "All blocks done?: It goes to Done, which is not there.")]
    [InlineData("States/All blocks done?/Choices/0/Next", "\"Process block\"", "All blocks done?: It goes to Process block")]
    [InlineData("States/Process/ItemProcessor/States/Process block/Catch/0/Next", "\"Check\"", "Process block: It goes to Check")]
    [InlineData("States/Aggregate/Next", null, "Aggregate: It needs either Next or End.")]
    [InlineData("States/Another pass?/Choices/0/Next", "\"Process block\"", "Another pass?: It goes to Process block")]
    [InlineData("States/Failed", """{ "Type": "Fail" }""", "Failed: A redrive would enter this Fail state again")]
    [InlineData("States/Split/Catch", """[{ "ErrorEquals": ["States.ALL"], "Next": "Check" }]""", "Split: A Catch at the top")]
    [InlineData("States/Aggregate/Retry", null, "Aggregate: It has no Retry.")]
    [InlineData("States/Merge/Retry", """[{ "ErrorEquals": ["States.Timeout"] }]""", "Merge: Only Tasks retry")]
    [InlineData("States/Split/Retry/0/BackoffRate", "0.5", "Split: BackoffRate must be")]
    [InlineData("States/Split/Retry/0/BackoffRate", null, "Split: BackoffRate must be")]
    [InlineData("States/Split/Retry/0/IntervalSeconds", "0", "Split: IntervalSeconds must be")]
    [InlineData("States/Split/Retry/1/MaxAttempts", "0", "Split: MaxAttempts must be")]
    [InlineData("States/Split/Retry/1/MaxDelaySeconds", "2", "Split: MaxDelaySeconds must be")]
    [InlineData("States/Split/Retry/2/JitterStrategy", "\"Full\"", "Split: JitterStrategy must be FULL")]
    [InlineData("States/Split/Retry/2/ErrorEquals/0", "\"States.TaskFailed\"", "Split: It retries States.TaskFailed, which does not pass.")]
    [InlineData("States/Split/Retry/2/ErrorEquals/0", "\"BadRecordException\"", "Split: It retries BadRecordException, which does not pass.")]
    [InlineData("States/Split/Retry/2/ErrorEquals/0", "\"Lambda.ServiceException\"", "Split: Lambda.ServiceException is retried by more than one rule")]
    [InlineData("States/Split/Retry/1/ErrorEquals/5", null, "Split: It does not retry StorageBusyException, which can pass.")]
    [InlineData("States/Process/ItemProcessor/States/Record failure/Retry/0", null, "Record failure: It does not retry Lambda.TooManyRequestsException")]
    [InlineData("States/Process/ItemProcessor/States/Process block/Catch/0/ErrorEquals", """["States.ALL", "States.Timeout"]""", "Process block: States.ALL must stand alone")]
    [InlineData("States/Process/ItemProcessor/States/Process block/Catch/0/ErrorEquals", """["FileGoneException"]""", "Process block: It catches FileGoneException, which nobody throws.")]
    [InlineData("States/Merge/ItemProcessor/States/Merge group/TimeoutSeconds", null, "Merge group: TimeoutSeconds must be")]
    [InlineData("States/Check/TimeoutSeconds", "900", "Check: TimeoutSeconds must be")]
    [InlineData("States/Process/ItemProcessor/ProcessorConfig/ExecutionType", "\"EXPRESS\"", "Process: Children must be STANDARD")]
    [InlineData("States/Process/ResultPath", "\"$.answers\"", "Process: ResultPath must be null")]
    [InlineData("States/Process/ItemProcessor/States/Process block/ResultSelector", null, "Process: The child's last state Process block must answer {}.")]
    [InlineData("States/Process/ItemSelector/redrive.$", "\"$$.Execution.RedriveTime\"", "Process: $$.Execution.RedriveTime is not among")]
    public void A_breach_of_a_rule_is_found(string path, string? json, string expected) =>
        Assert.Contains(DefinitionRules.ViolationsIn(Changed(path, json)), breach => breach.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void A_wildcard_before_other_rules_is_found()
    {
        var machine = Definition.Read();
        var block = Definition.StatesOf(machine).Single(state => state.Name == "Process block");
        block.Json["Catch"]!.AsArray().Add(JsonNode.Parse("""{ "ErrorEquals": ["States.Timeout"], "Next": "Record failure" }"""));
        Assert.Contains("Process block: States.ALL must stand alone, and last.", DefinitionRules.ViolationsIn(machine));
    }

    [Fact]
    public void All_tasks_retry_alike()
    {
        var rules = Definition.StatesOf(Definition.Read()).Where(state => state.IsTask).Select(state => state.Json["Retry"]!.ToJsonString());
        Assert.Single(rules.Distinct());
    }

    [Fact]
    public async Task Asl_validator_finds_nothing_wrong()
    {
        var (exitCode, output) = await ValidateAsync(Definition.Read());
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("States/Split/Next", "\"Nowhere\"")]
    [InlineData("States/Split/Parameters/jobId.$", "\"Execution.Name\"")]
    [InlineData("States/Check/TimeoutSeconds", "\"long\"")]
    [InlineData("States/Process/Type", "\"Mapp\"")]
    public async Task Asl_validator_finds_what_is_wrong(string path, string json)
    {
        var (exitCode, output) = await ValidateAsync(Changed(path, json));
        Assert.True(exitCode != 0, output);
    }

    /// <summary>A copy with one value changed, added, or (null) removed.</summary>
    private static JsonObject Changed(string path, string? json)
    {
        var machine = Definition.Read();
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate((JsonNode)machine, (node, step) => (node is JsonArray array ? array[Index(step)] : node[step])!);
        switch (parent)
        {
            case JsonArray array when json is null:
                array.RemoveAt(Index(steps[^1]));
                break;
            case JsonArray array:
                array[Index(steps[^1])] = JsonNode.Parse(json);
                break;
            case JsonObject fields when json is null:
                Assert.True(fields.Remove(steps[^1]), $"There is no {path} to remove.");
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
            var validator = Path.Combine(NpmFolder.Fetch("Npm"), "asl-validator", "dist", "bin", "asl-validator.js");
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
