using System.Text.Json;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// The state machine trains the same models, byte for byte, as the <c>pipeline</c> command, also in several passes.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class TrainTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private static readonly string[] Files = ["model.onnx", "state", "metrics.json"];

    private readonly StateMachineHarness _machine = new(dynalite);

    public Task InitializeAsync() => _machine.InitializeAsync();

    public Task DisposeAsync() => _machine.DisposeAsync();

    [Fact]
    public async Task A_linear_model_in_one_pass()
    {
        _machine.Write("large/measurements.csv", Measurements.Csv(6_000));
        var execution = await AssertSameModelAsync("linear", """ "kind": "linear", "label": "t" """, "24KiB");
        Assert.Equal((1, 1), (execution.Entered["Process"], execution.Entered["Aggregate"]));
    }

    [Fact]
    public async Task A_logistic_model_in_as_many_passes_as_it_takes()
    {
        _machine.Write("large/measurements.csv", Measurements.Csv(2_000));
        var execution = await AssertSameModelAsync(
            "logistic",
            """ "kind": "logistic", "label": "station", "features": ["t"], "from": null, "publish": "always" """,
            "16KiB");
        var passes = execution.Entered["Aggregate"];
        Assert.InRange(passes, 4, 25);
        // Each pass except the first starts with a check that finds all blocks pending.
        Assert.Equal((passes, 2 * passes - 1), (execution.Entered["Process"], execution.Entered["Check"]));
        Assert.Equal(0, execution.Entered["Process block"] % passes);
        Assert.Equal(passes - 1, (await _machine.Store.GetJobAsync("logistic"))!.Pass);
    }

    /// <summary>More blocks than one merge takes, and every step loses an output in the first passes.</summary>
    [Fact]
    public async Task Transient_errors_and_group_merges_leave_no_trace_in_any_pass()
    {
        _machine.Write("large/measurements.csv", Measurements.Csv(1_500));
        string[] states = ["Split", "Process block", "Check", "Merge group", "Aggregate"];
        var faults = states.ToDictionary(state => state, IReadOnlyList<Fault> (_) =>
            [
                new("ManifestsBusyException", Runs: true), new("Lambda.ServiceException", Runs: false),
                new("States.Timeout", Runs: true),
            ]);
        var execution = await AssertSameModelAsync(
            "faulty",
            """ "kind": "logistic", "label": "station", "features": ["t"], "from": null, "publish": "always" """, "100",
            faults);
        Assert.Equal(15, execution.Retried.Values.Sum());
        Assert.Equal(2 * execution.Entered["Process"], execution.Entered["Merge group"]);
    }

    [Fact]
    public async Task A_job_redriven_in_a_later_pass_continues_in_that_pass()
    {
        _machine.Write("large/measurements.csv", Measurements.Csv(800));
        var request = Request(
            """  "kind": "logistic", "label": "station", "features": ["t"], "from": null, "publish": "always" """,
            "8KiB");
        var isBroken = true;
        _machine.OnCall = input =>
        {
            if (isBroken && input.TryGetProperty("block", out var block) && block.GetInt32() == 1
                && input.GetProperty("pass").GetInt32() == 2 && !input.TryGetProperty("failure", out _))
                throw new InvalidOperationException("A worker that breaks in the third pass.");
        };
        var broken = await _machine.RunAsync("redriven", request);
        Assert.Equal(
            ("BlocksFailedException", 2), (broken.Error, (await _machine.Store.GetJobAsync("redriven"))!.Pass));
        isBroken = false;
        var redriven = await _machine.RedriveAsync("redriven", broken);
        Assert.True(redriven.Succeeded, redriven.Cause);
        Assert.False(redriven.Entered.ContainsKey("Split"));
        await _machine.RunLocallyAsync(request);
        AssertSameFiles("local-1", "redriven");
    }

    private async Task<Execution> AssertSameModelAsync(
        string name,
        string settings,
        string blockSize,
        IReadOnlyDictionary<string, IReadOnlyList<Fault>>? faults = null)
    {
        var request = Request(settings, blockSize);
        var local = await _machine.RunLocallyAsync(request);
        if (!settings.Contains("from", StringComparison.Ordinal))
            Directory.Move(_machine.Path("models/m"), _machine.Path("models/kept"));
        var execution = await _machine.RunAsync(name, request, faults);
        Assert.True(execution.Succeeded, execution.Cause);
        if (Directory.Exists(_machine.Path("models/kept")))
            Directory.Move(_machine.Path("models/kept/local-1"), _machine.Path("models/m/local-1"));
        AssertSameFiles("local-1", name);
        Assert.Equal(Row(local["result.json"]), Row(_machine.FilesOf(name)["result.json"]));
        Assert.Equal(name, File.ReadAllText(_machine.Path("models/m/latest")).Trim());
        return execution;
    }

    private void AssertSameFiles(string left, string right)
    {
        foreach (var file in Files)
            Assert.Equal(
                File.ReadAllBytes(_machine.Path($"models/m/{left}/{file}")),
                File.ReadAllBytes(_machine.Path($"models/m/{right}/{file}")));
    }

    /// <summary>The fields of the result that do not depend on the name of the job.</summary>
    private static Dictionary<string, string> Row(string result) => JsonElement.Parse(result)[0].EnumerateObject()
        .Where(field => field.Name is not ("version" or "path" or "why"))
        .ToDictionary(field => field.Name, field => field.Value.GetRawText());

    private static string Request(string settings, string blockSize) =>
        $$"""
        {
          "dataset": "large/*.csv",
          "operation": { "type": "train", "model": "m",{{settings}}},
          "format": { "types": { "t": "number" } },
          "blockSize": "{{blockSize}}"
        }
        """;
}
