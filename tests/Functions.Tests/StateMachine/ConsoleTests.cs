using System.Text.Json;
using Pipeline.Functions.Tests.Manifests;
using Pipeline.TestKit;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>What somebody sees who works in the console of Step Functions is what the guide to AWS shows.</summary>
public sealed class ConsoleTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    /// <summary>Far below what the console shows without scrolling for long.</summary>
    private const int MostOutput = 500;

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
    public async Task The_request_to_paste_runs_and_the_output_is_as_shown()
    {
        var execution = await _machine.RunAsync("monday", Shown(0));
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.Equal(Compact(Shown(1)), execution.Output.GetRawText());
        Assert.InRange(execution.Output.GetRawText().Length, 1, MostOutput);
        Assert.Equal("station,mean\nBonn,2.5\nUlm,2.25\n", await File.ReadAllTextAsync(_machine.Path(execution.Output.GetProperty("resultPath").GetString()!)));
    }

    [Fact]
    public async Task A_failure_has_a_name_and_a_message_as_shown()
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

        // A file that was mended is another file, which a job that has begun does not take.
        _machine.Write("weather/2026-11-02.csv", "station,t\nBonn,2.5\nUlm,2.25\n");
        Assert.False((await _machine.RedriveAsync("tuesday", failed)).Succeeded);
        Assert.True((await _machine.RunAsync("tuesday-2", request)).Succeeded);
    }

    /// <returns>Null for the trace, which is another each time.</returns>
    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);

    /// <summary>One of the JSON examples about starting a job: request, output, failure.</summary>
    private static string Shown(int index) => Aws.Example("json", index, under: "## Start a job");
}
