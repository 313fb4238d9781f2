using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.TestKit;
using Pipeline.TestKit.Node;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Functions.Tests.Template;

/// <summary>Validates the template with third-party validators.</summary>
[Trait("Speed", "Slow")]
public sealed class ValidatorsTests
{
    /// <summary>
    /// A value for each parameter that may be empty, since validators check both branches of an Fn::If.
    /// </summary>
    private static readonly JsonObject Parameters = new()
    {
        ["VpcId"] = "vpc-0123456789abcdef0",
        ["FirstSubnetId"] = "subnet-0123456789abcdef0",
        ["SecondSubnetId"] = "subnet-0123456789abcdef1",
        ["RouteTableIds"] = "rtb-0123456789abcdef0",
        ["DynamoDbPrefixListId"] = "pl-0123456789abcdef0",
        ["FirstZone"] = "us-east-1a",
        ["SecondZone"] = "us-east-1b",
        ["FileSystemId"] = "fs-0123456789abcdef0",
        ["FileSystemSecurityGroupId"] = "sg-0123456789abcdef0",
        ["AccessPointId"] = "fsap-0123456789abcdef0",
        ["ArchiveAfter"] = "AFTER_90_DAYS",
        ["ReservedWorkers"] = "100",
        ["WarmWorkers"] = "10",
        ["ScheduleExpression"] = "cron(0 6 * * ? *)",
        ["ScheduleRequest"] = "{}",
        ["AlarmTopicArn"] = "arn:aws:sns:us-east-1:123456789012:alarms",
    };

    [Fact]
    public void Cloudformation_validate_finds_no_errors_or_warnings() =>
        Assert.Empty(Validate(StackTemplate.FromRepository).Single());

    [Fact]
    public void Cloudformation_validate_reports_broken_copies() => AssertReported(
        Validate,
        ("BillingMode: PAY_PER_REQUEST", "BillingMode: PAY_PER_QUEST", " Table Properties.BillingMode: "),
        ("Runtime: dotnet10", "Runtime: dotnet11", " WorkerFunction Properties.Runtime: "),
        (
            "      SqsManagedSseEnabled: true\n", "      SqsManagedSseEnable: true\n",
            " DeadLetters Properties.SqsManagedSseEnable: "),
        (
            "!GetAtt DeadLetters.QueueName", "!GetAtt DeadLetters.Name",
            " DeadLettersAlarm Properties.Dimensions.0.Value: "),
        ("Level: ERROR", "Level: ERRORS", " StateMachine Properties.LoggingConfiguration.Level: "));

    [Fact]
    public void Every_property_of_a_serverless_type_matches_the_service_specification() =>
        Assert.Empty(Serverless(StackTemplate.FromRepository).Single());

    [Fact]
    public void The_service_specification_reports_broken_copies() => AssertReported(
        Serverless,
        ("      DefinitionUri: ", "      DefinitionsUri: ", "StateMachine has no property DefinitionsUri"),
        (
            "      MemorySize: !Ref WorkerMemory\n", "      MemorySize: much\n",
            "WorkerFunction/MemorySize is not a number"),
        ("LocalMountPath", "MountPath", "WorkerFunction/FileSystemConfigs/0 has no property MountPath"),
        (
            "AutoPublishAliasAllProperties: true", "AutoPublishAliasAllProperties: sometimes",
            "WorkerFunction/AutoPublishAliasAllProperties is not a boolean"),
        (
            "      LogFormat: Text\n", "      LogsFormat: Text\n",
            "WorkerFunction/LoggingConfig has no property LogsFormat"));

    /// <summary>Continuous integration also runs it, by <c>sam validate --lint</c>.</summary>
    [WithProgramFact("cfn-lint")]
    public void Cfn_lint_finds_nothing()
    {
        var (exitCode, output) = Run("cfn-lint", RepositoryFiles.Root, "template.yaml");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Validates all copies in one run, since the validators take seconds to start.</summary>
    private static void AssertReported(
        Func<StackTemplate[], string[][]> validate, params (string Old, string Replacement, string Finding)[] copies)
    {
        var findings = validate(
            [.. copies.Select(copy => StackTemplate.FromRepository.With(copy.Old, copy.Replacement))]);
        Assert.All(copies.Zip(findings), pair =>
            Assert.Contains(pair.Second, found => found.Contains(pair.First.Finding, StringComparison.Ordinal)));
    }

    private static string[][] Validate(params StackTemplate[] templates) =>
        Script("validate.mjs", [Parameters.ToJsonString()], templates.Select(PlainCloudFormation.From));

    private static string[][] Serverless(params StackTemplate[] templates) =>
        Script("serverless.mjs", [], templates.Select(PlainCloudFormation.Serverless));

    internal static string[][] Script(string name, string[] arguments, IEnumerable<JsonObject> inputs)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-template-").FullName;
        try
        {
            var files = inputs.Select((input, number) =>
            {
                var file = Path.Combine(folder, $"{number}.json");
                File.WriteAllText(file, input.ToJsonString());
                return file;
            }).ToList();
            return NodeScript.Run($"tests/Functions.Tests/Template/{name}", [.. arguments, .. files]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static (int ExitCode, string Output) Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }
}
