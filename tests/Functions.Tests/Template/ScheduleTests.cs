using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Functions.Tests.Template;

/// <summary>
/// The schedule that <c>pipeline schedule</c> writes is valid for EventBridge Scheduler and equals the one of the
/// stack.
/// </summary>
public sealed class ScheduleTests : IDisposable
{
    private const string Request =
        """{"dataset":"sales/{date-1d:yyyy-MM-dd}/*.csv","operation":""" +
        """{"type":"query","sql":"SELECT \"max t\", 'a\\b' FROM dataset"}""" +
        ""","scheduledTime":"<aws.scheduler.scheduled-time>","timeZone":"Europe/Berlin"}""";
    private const string StateMachine = "arn:aws:states:eu-central-1:123456789012:stateMachine:pipeline";
    private const string Role = "arn:aws:iam::123456789012:role/schedule";
    private const string Letters = "arn:aws:sqs:eu-central-1:123456789012:letters";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Equals_the_schedule_of_the_stack()
    {
        var stack = StackTemplate.FromRepository.Resources["Schedule"]!["Properties"]!.DeepClone().AsObject();
        var values = new Dictionary<string, string>
        {
            ["ScheduleExpression"] = "rate(1 day)",
            ["ScheduleTimeZone"] = "Europe/Berlin",
            ["ScheduleRequest"] = Request,
            ["StateMachine"] = StateMachine,
            ["ScheduleRole.Arn"] = Role,
            ["DeadLetters.Arn"] = Letters,
            ["AWS::Partition"] = "aws",
        };
        stack.Remove("Description");
        stack["Name"] = "nightly";
        Compute(stack, values);
        Assert.True(JsonNode.DeepEquals(stack, Schedule()), $"{stack}\n{Schedule()}");
    }

    [Fact]
    public void Cloudformation_validate_accepts_it()
    {
        JsonObject TemplateOf(JsonObject schedule) => new()
        {
            ["Resources"] = new JsonObject
            {
                ["Nightly"] = new JsonObject { ["Type"] = "AWS::Scheduler::Schedule", ["Properties"] = schedule },
            },
        };
        var broken = Schedule();
        broken["Target"]!["RetryPolicy"]!["MaximumRetryAttempts"] = 1_000;
        var findings = ValidatorsTests.Script("validate.mjs", ["{}"], [TemplateOf(Schedule()), TemplateOf(broken)]);
        Assert.Empty(findings[0]);
        Assert.Contains("MaximumRetryAttempts", Assert.Single(findings[1]), StringComparison.Ordinal);
    }

    [WithProgramFact("aws")]
    public async Task The_AWS_CLI_sends_it_unchanged()
    {
        var (path, body) = ("", new JsonObject());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var scheduler = builder.Build();
        scheduler.Run(async http =>
        {
            (path, body) = (http.Request.Path, (await JsonNode.ParseAsync(http.Request.Body))!.AsObject());
            await http.Response.WriteAsync(
                """{"ScheduleArn":"arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly"}""");
        });
        await scheduler.StartAsync();
        var schedule = Schedule();
        var file = Path.Combine(_folder.FullName, "schedule.json");
        await File.WriteAllTextAsync(file, schedule.ToJsonString());
        var end = await AwsAsync(
            "scheduler", "create-schedule", "--cli-input-json", $"file://{file}", "--endpoint-url",
            scheduler.Urls.Single());
        Assert.True(end.ExitCode == 0, end.Output);
        Assert.Equal("/schedules/nightly", path);
        body.Remove("ClientToken");
        schedule.Remove("Name");
        Assert.True(JsonNode.DeepEquals(schedule, body), $"{schedule}\n{body}");
    }

    private static async Task<(int ExitCode, string Output)> AwsAsync(params string[] arguments)
    {
        using var aws = Process.Start(new ProcessStartInfo("aws", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AWS_ACCESS_KEY_ID"] = "test",
                ["AWS_SECRET_ACCESS_KEY"] = "test",
                ["AWS_DEFAULT_REGION"] = "eu-central-1",
                ["AWS_MAX_ATTEMPTS"] = "1",
                ["AWS_CONFIG_FILE"] = "/dev/null",
            },
        })!;
        var errors = aws.StandardError.ReadToEndAsync();
        var output = await aws.StandardOutput.ReadToEndAsync();
        await aws.WaitForExitAsync();
        return (aws.ExitCode, output + await errors);
    }

    /// <summary>Replaces the intrinsic functions with their values.</summary>
    private static void Compute(JsonObject node, Dictionary<string, string> values)
    {
        foreach (var (name, value) in node.ToList())
        {
            if (value is JsonObject call
                && (call.ContainsKey("Ref") || call.First().Key.StartsWith("Fn::", StringComparison.Ordinal)))
                node[name] = IntrinsicFunctions.Text(call, values);
            else if (value is JsonObject inner)
                Compute(inner, values);
        }
    }

    private JsonObject Schedule()
    {
        var file = Path.Combine(_folder.FullName, "nightly.json");
        File.WriteAllText(file, Request);
        var (exitCode, output) = ValidatorsTests.Run(
            "dotnet", _folder.FullName, Path.Combine(AppContext.BaseDirectory, "pipeline.dll"), "schedule", file,
            "--expression", "rate(1 day)",
            "--time-zone", "Europe/Berlin", "--state-machine", StateMachine, "--role", Role, "--dead-letters", Letters);
        Assert.True(exitCode == 0, output);
        return JsonNode.Parse(output)!.AsObject();
    }
}
