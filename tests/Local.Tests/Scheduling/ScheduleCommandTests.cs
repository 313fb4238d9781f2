using System.Text.Json;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Scheduling;

/// <summary>The schedule that the command writes, and the job that it starts.</summary>
public sealed class ScheduleCommandTests : IDisposable
{
    private const string Query =
        """ "operation": { "type": "query", "sql": "SELECT \"max t\", 'a\\b', 'é<&>' FROM dataset" } """;
    private const string Plain = $$"""{ "dataset": "a.csv", {{Query}} }""";
    private const string Dated = $$"""{ "dataset": ["sales/{date-1d:yyyy-MM-dd}/*.csv"], {{Query}} }""";
    private const string StateMachine = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:pipeline";
    private const string Role = "arn:aws-cn:iam::123456789012:role/service/schedule";

    private readonly CommandRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task The_schedule_starts_an_execution_with_the_request_and_a_unique_name()
    {
        var (schedule, errors) = await ScheduleAsync(
            Plain, "--name", "every-night", "--dead-letters", "arn:aws-cn:sqs:cn-north-1:123456789012:letters");

        Assert.Empty(errors);
        Assert.Equal(
            ("every-night", "cron(0 3 * * ? *)", "UTC"),
            (
                Text(schedule, "Name"),
                Text(schedule, "ScheduleExpression"),
                Text(schedule, "ScheduleExpressionTimezone")));
        var target = schedule.GetProperty("Target");
        Assert.Equal(
            ("arn:aws-cn:scheduler:::aws-sdk:sfn:startExecution", Role),
            (Text(target, "Arn"), Text(target, "RoleArn")));
        Assert.Equal(
            "arn:aws-cn:sqs:cn-north-1:123456789012:letters", Text(target.GetProperty("DeadLetterConfig"), "Arn"));
        var call = JsonElement.Parse(Text(target, "Input"));
        Assert.Equal(["StateMachineArn", "Name", "Input"], call.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            (StateMachine, "<aws.scheduler.execution-id>"), (Text(call, "StateMachineArn"), Text(call, "Name")));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Plain), JsonElement.Parse(Text(call, "Input"))));
    }

    [Theory]
    [InlineData("", "UTC", "2026-11-24")]
    [InlineData("", "Europe/Berlin", "2026-11-25")]
    [InlineData(""", "timeZone": "America/New_York" """, "Europe/Berlin", "2026-11-24")]
    [InlineData(""", "scheduledTime": "<aws.scheduler.scheduled-time>" """, "Europe/Berlin", "2026-11-25")]
    public async Task A_job_reads_the_files_for_its_scheduled_time(string more, string zone, string expectedDay)
    {
        var request = $"{Dated[..^1]}{more}}}";
        var (schedule, errors) = await ScheduleAsync(request, "--time-zone", zone);

        var expectedZone = more.Contains("timeZone", StringComparison.Ordinal) ? "America/New_York" : zone;
        Assert.Equal(
            $"Dates in the dataset refer to the time at which the schedule fires, in the time zone {expectedZone}.\n",
            errors);
        // Scheduler also replaces the placeholder anywhere in the text.
        var sent = Text(schedule.GetProperty("Target"), "Input").Replace(
            "<aws.scheduler.scheduled-time>", "2026-11-25T23:30:00Z", StringComparison.Ordinal);
        var read = JobRequestReader.Read(Text(JsonElement.Parse(sent), "Input"));
        Assert.Empty(JobRequestWriter.Differences(
            JobRequestReader.Read(Dated), read with { ScheduledTime = null, TimeZone = null }));
        Assert.Equal($"sales/{expectedDay}/*.csv", DatasetDates.FillIn(read, default).Single().Path);
    }

    [Fact]
    public async Task The_schedule_is_named_like_the_file()
    {
        var (schedule, _) = await ScheduleAsync(Plain, "nightly sales ü.v2.json", []);
        Assert.Equal("nightly-sales--.v2", Text(schedule, "Name"));
    }

    [Fact]
    public async Task All_errors_in_request_and_options_are_reported()
    {
        var file = _root.Write(
            "request.json", """{ "dataset": "{date:YYYY}.csv", "operation": { "type": "profile" }, "ouput": "csv" }""");
        var end = await PipelineProgram.RunAsync(
            "schedule", file, "--expression", "0 3 * * *", "--time-zone", "Europe/Berlim", "--name", "a b",
            "--state-machine", Role, "--role", StateMachine, "--dead-letters",
            "https://sqs.eu-central-1.amazonaws.com/123456789012/letters");

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Equal(
            ["dataset", "ouput", "--expression", "--time-zone", "--name", "--state-machine", "--role",
                "--dead-letters"],
            end.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")[1]));
    }

    [Theory]
    [InlineData(
        """{ "dataset": "a.csv", "operation": { "type": "profile" }, "scheduledTime": "2026-11-26T03:00:00Z" }""",
        "scheduledTime: The schedule sets this field each time it fires")]
    [InlineData(
        """{ "dataset": "a.csv", "dataset": "b.csv", "operation": { "type": "profile" } }""",
        "dataset: This field appears more than once")]
    [InlineData("""{ "scheduledTime": "<aws.scheduler.scheduled-time>" }""", "operation: This field is required")]
    [InlineData(
        """{ "dataset": "a.csv", "operation": { "type": "query", "sql": "SELEC 1" } }""",
        "operation.sql: unexpected name SELEC, expected SELECT")]
    [InlineData("station,t\n", "request: Expected JSON")]
    [InlineData("[]", "request: Expected an object")]
    [InlineData(
        """{ "scheduledTime": "2026-11-26T03:00:00Z", "dataset": "a.csv", "operation": { "type": "profile" },"""
            + """ "scheduledTime": "<aws.scheduler.scheduled-time>" }""",
        "scheduledTime: This field appears more than once")]
    [InlineData(
        """{ "dataset": "a\ud800.csv", "operation": { "type": "profile" },"""
            + """ "scheduledTime": "<aws.scheduler.scheduled-time>" }""",
        "dataset: Expected text; found a \\u escape")]
    [InlineData(
        """{ "\ud800": 1, "dataset": "a.csv", "operation": { "type": "profile" },"""
            + """ "scheduledTime": "<aws.scheduler.scheduled-time>" }""",
        "surrogate pair")]
    public async Task Invalid_requests_are_rejected(string request, string expected)
    {
        var end = await RunAsync(request, "request.json", []);
        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Contains(expected, end.Errors, StringComparison.Ordinal);
    }

    private async Task<(JsonElement Schedule, string Errors)> ScheduleAsync(string request, params string[] options) =>
        await ScheduleAsync(request, "request.json", options);

    private async Task<(JsonElement Schedule, string Errors)> ScheduleAsync(
        string request, string file, string[] options)
    {
        var end = await RunAsync(request, file, options);
        Assert.True(end.ExitCode == 0, end.Errors);
        return (CommandRoot.Json(end), end.Errors);
    }

    private async Task<ProgramEnd> RunAsync(string request, string file, string[] options) =>
        await PipelineProgram.RunAsync(
        ["schedule", _root.Write(file, request), "--expression", "cron(0 3 * * ? *)", "--state-machine", StateMachine,
        "--role", Role, .. options]);

    private static string Text(JsonElement json, string field) => json.GetProperty(field).GetString()!;
}
