using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// Failed executions: what they report, what they leave behind, and that a redrive continues where they failed.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class FailureTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private const string Query = """
        "operation": {
          "type": "query",
          "sql": "SELECT station, COUNT(*) AS n, AVG(t) AS mean FROM dataset GROUP BY station"
        },
        "blockSize": "20KiB"
        """;

    private const string Request = $$"""{ "dataset": "*.csv", {{Query}} }""";

    private readonly StateMachineHarness _machine = new(dynalite);

    public async Task InitializeAsync()
    {
        await _machine.InitializeAsync();
        foreach (var name in (ReadOnlySpan<string>)["a", "b", "c"])
            _machine.Write($"{name}.csv", Measurements.Csv(900, seed: name[0]));
    }

    public Task DisposeAsync() => _machine.DisposeAsync();

    [Fact]
    public async Task A_failing_block_fails_the_job_until_the_cause_is_fixed()
    {
        var expected = await _machine.RunLocallyAsync(Request);
        RemoveBeforeBlocks("b.csv");
        var failed = await _machine.RunAsync("fixed", Request);
        await AssertFailedAsync(failed);
        Assert.Equal(1, failed.Entered["Record failure"]);

        var again = await _machine.RedriveAsync("fixed", failed);
        await AssertFailedAsync(again);
        Assert.Equal(1, again.Entered["Record failure"]);
        Assert.Equal(2, (await _machine.Store.GetBlockAsync("fixed", 1))!.Failure!.Attempts);

        PutBack("b.csv");
        var redriven = await _machine.RedriveAsync("fixed", again, count: 2);
        Assert.True(redriven.Succeeded, redriven.Cause);
        Assert.Equal(1, redriven.Entered["Process block"]);
        Assert.False(redriven.Entered.ContainsKey("Split"));
        Assert.Equal(expected, _machine.FilesOf("fixed"));
        var job = await _machine.Store.GetJobAsync("fixed");
        Assert.Equal((JobState.Complete, null, null), (job!.State, job.Error, job.Cause));

        async Task AssertFailedAsync(Execution execution)
        {
            Assert.Equal(
                ("FAILED", "BlocksFailedException", "Check"), (execution.Status, execution.Error, execution.State));
            Assert.Contains("1 of 3 blocks failed", execution.ErrorMessage, StringComparison.Ordinal);
            Assert.Contains(
                "Block 1: DatasetUnavailableException: b.csv does not exist. If it was moved or deleted while " +
                "the job ran, put it back",
                execution.ErrorMessage, StringComparison.Ordinal);
            var job = await _machine.Store.GetJobAsync("fixed");
            Assert.Equal(
                (JobState.Failed, execution.Error, execution.ErrorMessage), (job!.State, job.Error, job.Cause));
            Assert.DoesNotContain(
                _machine.FilesOf("fixed").Keys, name => name.StartsWith("result", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Tolerated_failed_blocks_are_left_out()
    {
        var expected = await _machine.RunLocallyAsync($$"""{ "dataset": ["a.csv", "c.csv"], {{Query}} }""");
        RemoveBeforeBlocks("b.csv", untilRecorded: true);
        var request = $$"""{ "dataset": "*.csv", {{Query}}, "tolerateFailedBlocks": 1 }""";
        var execution = await _machine.RunAsync("tolerated", request, new Dictionary<string, IReadOnlyList<Fault>>
        {
            ["Record failure"] =
            [
                new("ManifestsBusyException", Runs: false), new("Lambda.ServiceException", Runs: true),
            ],
        });
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.Equal(2, execution.Retried.Values.Sum());
        Assert.Equal("incomplete", execution.Output.GetProperty("state").GetString());
        Assert.Equal(expected, _machine.FilesOf("tolerated"));
        Assert.Equal(JobState.Incomplete, (await _machine.Store.GetJobAsync("tolerated"))!.State);
    }

    /// <summary>
    /// An error that is not retried and that no function can record, such as a killed process. (On AWS a Distributed
    /// Map fails with <c>States.ExceedToleratedFailureThreshold</c>; the interpreter reports the error of the child.)
    /// </summary>
    [Theory]
    [InlineData("Split", "Split")]
    [InlineData("Record failure", "Process")]
    [InlineData("Check", "Check")]
    [InlineData("Merge group", "Merge", "200")]
    [InlineData("Aggregate", "Aggregate")]
    public async Task A_redrive_continues_from_any_state_that_failed(
        string task, string state, string blockSize = "20KiB")
    {
        var request = Request.Replace("20KiB", blockSize, StringComparison.Ordinal);
        var expected = await _machine.RunLocallyAsync(request);
        var faults = new Dictionary<string, IReadOnlyList<Fault>>
        {
            [task] = [new("Runtime.InvalidEntrypoint", Runs: true)],
        };
        if (task == "Record failure")
            faults["Process block"] = [new("Runtime.InvalidEntrypoint", Runs: false)];
        var failed = await _machine.RunAsync("killed", request, faults);
        Assert.Equal(("FAILED", "Runtime.InvalidEntrypoint", state), (failed.Status, failed.Error, failed.State));
        var job = await _machine.Store.GetJobAsync("killed");
        // A published result remains even if the response of Aggregate is lost.
        Assert.Equal(
            task == "Aggregate" ? (JobState.Complete, null) : (JobState.Failed, "Runtime.InvalidEntrypoint"),
            (job!.State, job.Error));

        var redriven = await _machine.RedriveAsync("killed", failed);
        Assert.True(redriven.Succeeded, redriven.Cause);
        Assert.Equal(expected, _machine.FilesOf("killed"));
        Assert.Equal(JobState.Complete, (await _machine.Store.GetJobAsync("killed"))!.State);
    }

    [Fact]
    public async Task A_job_that_cannot_be_split_reports_why_and_can_be_redriven()
    {
        var request = Request.Replace("*.csv", "later.csv", StringComparison.Ordinal);
        var failed = await _machine.RunAsync("early", request);
        Assert.Equal(("FAILED", "DatasetUnavailableException", "Split"), (failed.Status, failed.Error, failed.State));
        Assert.Contains("later.csv", failed.ErrorMessage, StringComparison.Ordinal);

        File.Copy(_machine.Path("a.csv"), _machine.Path("later.csv"));
        var redriven = await _machine.RedriveAsync("early", failed);
        Assert.True(redriven.Succeeded, redriven.Cause);
        Assert.Equal(await _machine.RunLocallyAsync(request), _machine.FilesOf("early"));
    }

    [Fact]
    public async Task A_bad_record_fails_the_job_without_retries()
    {
        File.AppendAllText(_machine.Path("b.csv"), "Bonn,1\n");
        var failed = await _machine.RunAsync("bad", Request);
        Assert.Equal(("FAILED", "BadRecordException", "Check"), (failed.Status, failed.Error, failed.State));
        Assert.Contains("b.csv", failed.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(failed.Retried);
        var job = await _machine.Store.GetJobAsync("bad");
        Assert.Equal((JobState.Failed, failed.Error, failed.ErrorMessage), (job!.State, job.Error, job.Cause));
    }

    /// <summary>Removes the file once the job is split.</summary>
    /// <param name="untilRecorded">Whether to put it back when the block's failure is recorded.</param>
    private void RemoveBeforeBlocks(string name, bool untilRecorded = false) => _machine.OnCall = input =>
    {
        if (!input.TryGetProperty("block", out var block) || block.GetInt32() != 1) return;
        if (input.TryGetProperty("failure", out JsonElement _))
        {
            if (untilRecorded && !File.Exists(_machine.Path(name))) PutBack(name);
        }
        else if (input.GetProperty("redrive").GetInt32() == 0)
        {
            File.Move(_machine.Path(name), _machine.Path($"{name}.away"));
        }
    };

    private void PutBack(string name) => File.Move(_machine.Path($"{name}.away"), _machine.Path(name));
}
