using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Tests;

namespace Pipeline.Functions.Tests.Template;

/// <summary>What validators that others wrote say of the template.</summary>
public sealed class ValidatorsTests
{
    /// <summary>Something of the user's own for each parameter that may be empty: validators look into both branches of an Fn::If.</summary>
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
    public void Cloudformation_validate_finds_nothing_where_warnings_are_errors() => Assert.Empty(Validate(StackTemplate.FromRepository).Single());

    [Fact]
    public void Cloudformation_validate_finds_out_broken_copies() => FindsOut(
        Validate,
        ("BillingMode: PAY_PER_REQUEST", "BillingMode: PAY_PER_QUEST", " Table Properties.BillingMode: "),
        ("Runtime: dotnet10", "Runtime: dotnet11", " WorkerFunction Properties.Runtime: "),
        ("      SqsManagedSseEnabled: true\n", "      SqsManagedSseEnable: true\n", " DeadLetters Properties.SqsManagedSseEnable: "),
        ("!GetAtt DeadLetters.QueueName", "!GetAtt DeadLetters.Name", " DeadLettersAlarm Properties.Dimensions.0.Value: "),
        ("Level: ERROR", "Level: ERRORS", " StateMachine Properties.LoggingConfiguration.Level: "));

    [Fact]
    public void Every_property_of_a_serverless_type_is_in_the_service_specification_with_its_type() =>
        Assert.Empty(Serverless(StackTemplate.FromRepository).Single());

    [Fact]
    public void The_service_specification_finds_out_broken_copies() => FindsOut(
        Serverless,
        ("      DefinitionUri: ", "      DefinitionsUri: ", "StateMachine has no property DefinitionsUri"),
        ("      MemorySize: !Ref WorkerMemory\n", "      MemorySize: much\n", "WorkerFunction/MemorySize is not a number"),
        ("LocalMountPath", "MountPath", "WorkerFunction/FileSystemConfigs/0 has no property MountPath"),
        ("AutoPublishAliasAllProperties: true", "AutoPublishAliasAllProperties: sometimes", "WorkerFunction/AutoPublishAliasAllProperties is not a boolean"),
        ("      LogFormat: Text\n", "      LogsFormat: Text\n", "WorkerFunction/LoggingConfig has no property LogsFormat"));

    [Fact]
    public void Cfn_lint_finds_nothing_or_is_not_installed()
    {
        try
        {
            var (exitCode, output) = Run("cfn-lint", Repository.Root, "template.yaml");
            Assert.True(exitCode == 0, output);
        }
        catch (Win32Exception)
        {
            // No such program here. In continuous integration, sam validate --lint runs it.
        }
    }

    /// <summary>One run over all copies, as the validators take seconds to get started.</summary>
    private static void FindsOut(Func<StackTemplate[], string[][]> validate, params (string Old, string Replacement, string Finding)[] copies)
    {
        var findings = validate([.. copies.Select(copy => StackTemplate.FromRepository.With(copy.Old, copy.Replacement))]);
        Assert.All(copies.Zip(findings), pair =>
            Assert.Contains(pair.Second, found => found.Contains(pair.First.Finding, StringComparison.Ordinal)));
    }

    private static string[][] Validate(params StackTemplate[] templates) =>
        Script("validate.mjs", [Parameters.ToJsonString()], templates.Select(PlainCloudFormation.Of));

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
            var packages = Path.GetDirectoryName(NpmFolder.Fetch("Npm"))!;
            var (exitCode, output) = Run("node", packages, [Path.Combine(AppContext.BaseDirectory, "Template", name), .. arguments, .. files]);
            Assert.True(exitCode == 0, output);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]>(line)!)];
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
