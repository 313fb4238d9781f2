using System.Text.RegularExpressions;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>The guide is right about this API.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly StatesServer _states = new();

    public void Dispose() => _states.Dispose();

    [Fact]
    public async Task The_guide_lists_the_supported_operations()
    {
        _states.Served.Start();
        var described = await _states.RejectedAsync("UnknownOperationException", "Other", new { });
        var listed = Readme.Section.Split("* It implements ")[1].Split('\n')[0];
        Assert.Equal(
            Operations().Matches(described.Split(" after ")[0]).Select(name => name.Value),
            Operations().Matches(listed).Select(name => name.Value));
    }

    [Fact]
    public async Task The_guide_shows_the_option_and_its_default()
    {
        Assert.Contains("`pipeline serve --state-machine ARN`", Readme.Section, StringComparison.Ordinal);
        Assert.Contains(StatesServer.Machine, Readme.Commands, StringComparison.Ordinal);
        var help = (await PipelineProgram.RunAsync("serve", "--help")).Output;
        Assert.Contains("--state-machine <ARN>", help, StringComparison.Ordinal);
        Assert.Contains($"[default: {StatesServer.Machine}]", Spaces().Replace(help, ""), StringComparison.Ordinal);
    }

    [WithProgramFact("aws")]
    public async Task The_commands_in_the_guide_work()
    {
        _states.WriteData();
        _states.Served.Start();
        _states.Served.Root.Write("request.json", ServedRoot.Query(StatesServer.Sum));
        var lines = Readme.Commands.Replace(
            "http://127.0.0.1:8080",
            $"{_states.Served.Address}".TrimEnd('/'),
            StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        var started = await ShellAsync(lines[..2]);
        Assert.Contains(StatesServer.Execution("monday"), started, StringComparison.Ordinal);
        await _states.UntilAsync("monday", "SUCCEEDED");
        Assert.Contains("jobs/monday/result.csv", await ShellAsync(lines[0], lines[2]), StringComparison.Ordinal);
        Assert.Contains(
            StatesServer.Execution("monday"), await ShellAsync(lines[0], lines[3]), StringComparison.Ordinal);
    }

    private async Task<string> ShellAsync(params string[] lines)
    {
        var end = await AwsClients.RunAsync(_states.Served.Root.Path, "sh", "-ec", string.Join('\n', lines));
        Assert.True(end.ExitCode == 0, end.Errors);
        return end.Output;
    }

    [GeneratedRegex("(Start|Stop|Describe|List|Redrive)(Execution|StateMachine)s?")]
    private static partial Regex Operations();

    /// <summary>Help breaks its lines where the terminal ends.</summary>
    [GeneratedRegex(@"\n\s+")]
    private static partial Regex Spaces();
}
