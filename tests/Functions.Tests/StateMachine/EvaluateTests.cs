using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// The state machine evaluates a model with the same result, byte for byte, as the <c>pipeline</c> command.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class EvaluateTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private readonly StateMachineHarness _machine = new(dynalite);

    public Task InitializeAsync() => _machine.InitializeAsync();

    public Task DisposeAsync() => _machine.DisposeAsync();

    /// <summary>The second case has more blocks than one merge takes.</summary>
    [Theory]
    [InlineData(""" "kind": "linear", "label": "t" """, """ "label": "t", "groupBy": "station" """, "8KiB")]
    [InlineData(""" "kind": "logistic", "label": "station", "features": ["t"] """, """ "label": "station" """, "200")]
    public async Task A_trained_model_is_evaluated_to_the_same_bytes(
        string training, string evaluation, string blockSize)
    {
        _machine.Write("large/measurements.csv", Measurements.Csv(3_000));
        await _machine.RunLocallyAsync(Request("train", $$""" "model": "m", {{training}} """, "64KiB"));
        var request =
            Request("evaluate", $$""" "model": "models/m/latest", "predictions": true, {{evaluation}} """, blockSize);
        var local = await _machine.RunLocallyAsync(request);
        var execution = await _machine.RunAsync("evaluated", request);
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.InRange(execution.Entered["Process block"], 2, 1_000);
        Assert.Equal(blockSize == "200", execution.Entered.ContainsKey("Merge group"));
        Assert.Equal(local, _machine.FilesOf("evaluated"));
        Assert.Contains("predictions.csv", local.Keys);
    }

    private static string Request(string type, string settings, string blockSize) =>
        $$"""
        {
          "dataset": "large/*.csv",
          "operation": { "type": "{{type}}",{{settings}}},
          "format": { "types": { "t": "number" } },
          "blockSize": "{{blockSize}}"
        }
        """;
}
