using System.Text.Json;
using Pipeline.Functions.Tests.Manifests;
using Pipeline.TestKit.Guides;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>The examples for the Step Functions console in the AWS guide are what the console shows.</summary>
public sealed class ConsoleTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    /// <summary>Small enough to read in the console without scrolling.</summary>
    private const int MaxOutput = 500;

    private static readonly Guide Aws = Guide.Read("functions/Aws/README.md");

    private readonly StateMachineHarness _machine = new(dynalite);

    public async Task InitializeAsync()
    {
        await _machine.InitializeAsync();
        for (var day = 1; day <= 3; day++)
            _machine.Write($"weather/2026-11-0{day}.csv", $"station,t\nBonn,{day}.5\nUlm,{day}.25\n");
    }

    public Task DisposeAsync() => _machine.DisposeAsync();

    [Fact]
    public async Task The_request_runs_and_has_the_output_shown()
    {
        var execution = await _machine.RunAsync("monday", Shown(0));
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.Equal(Compact(Shown(1)), execution.Output.GetRawText());
        Assert.InRange(execution.Output.GetRawText().Length, 1, MaxOutput);
        Assert.Equal(
            "station,mean\nBonn,2.5\nUlm,2.25\n",
            await File.ReadAllTextAsync(_machine.Path(execution.Output.GetProperty("resultPath").GetString()!)));
    }

    [Fact]
    public async Task A_failure_has_the_error_and_cause_shown()
    {
        var request = Shown(0);
        _machine.Write("weather/2026-11-02.csv", "station,t\nBonn,2.5\nUlm\n");
        var failed = await _machine.RunAsync("tuesday", request);
        var shown = JsonDocument.Parse(Shown(2)).RootElement;
        Assert.Equal(shown.GetProperty("Error").GetString(), failed.Error);
        var cause = JsonDocument.Parse(failed.Cause!).RootElement;
        Assert.Equal(
            shown.GetProperty("Cause").EnumerateObject().Select(field => (field.Name, Text(field.Value))),
            cause.EnumerateObject().Select(field => (field.Name, Text(field.Value))));

        // A fixed file has another fingerprint, so a job that has started rejects it.
        _machine.Write("weather/2026-11-02.csv", "station,t\nBonn,2.5\nUlm,2.25\n");
        Assert.False((await _machine.RedriveAsync("tuesday", failed)).Succeeded);
        Assert.True((await _machine.RunAsync("tuesday-2", request)).Succeeded);
    }

    /// <returns>The string; null for the stack trace, which varies.</returns>
    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);

    /// <summary>One of the JSON examples about starting a job: request, output, failure.</summary>
    private static string Shown(int index) => Aws.Example("json", index, under: "## Start a job");
}
