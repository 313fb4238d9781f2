using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.Operations;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>Which version is the latest, and that nothing of a model is lost whatever happens beside a job.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public VersionTests()
    {
        for (var night = 0; night < 3; night++)
            _jobs.Write($"{night}.csv", Houses.Csv(600, first: 1_010 + 600 * night));
        _jobs.Write("spoilt.csv", Houses.Csv(600, first: 5_010, isSpoilt: true));
    }

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task A_night_that_makes_it_worse_does_not_move_latest()
    {
        await _jobs.RunAsync(Trainings.Request("0.csv", new { }));
        var spoilt = await _jobs.RunAsync(Trainings.Request("spoilt.csv", new { }));
        Assert.False(spoilt.Row().GetProperty("isLatest").GetBoolean());
        Assert.Matches(
            @"^Its RMSE on the records held out so far is \S+, more than the \S+ of version job-1 plus 5.00 %\.$",
            spoilt.Row().GetProperty("why").GetString());
        Assert.Equal("job-1", _jobs.Latest());
        Assert.True(File.Exists(_jobs.VersionPath("job-2", "model.onnx")));

        // The next night continues from the good version.
        var next = await _jobs.RunAsync(Trainings.Request("1.csv", new { }));
        Assert.Equal(
            ("job-1", true),
            (next.Row().GetProperty("parent").GetString(), next.Row().GetProperty("isLatest").GetBoolean()));
        Assert.Equal("job-3", _jobs.Latest());
    }

    [Theory]
    [InlineData("always", "job-2")]
    [InlineData("never", "job-1")]
    public async Task The_request_can_override_the_rule(string publish, string latest)
    {
        await _jobs.RunAsync(Trainings.Request("0.csv", new { }));
        await _jobs.RunAsync(Trainings.Request(publish == "always" ? "spoilt.csv" : "1.csv", new { publish }));
        Assert.Equal(latest, _jobs.Latest());
    }

    [Fact]
    public async Task Training_goes_on_from_the_version_asked_for()
    {
        foreach (var night in (int[])[0, 1])
            await _jobs.RunAsync(Trainings.Request($"{night}.csv", new { publish = "always" }));
        var branch = await _jobs.RunAsync(Trainings.Request("2.csv", new { from = "job-1", publish = "always" }));
        Assert.Equal("job-1", branch.Row().GetProperty("parent").GetString());
        Assert.Equal("job-3", _jobs.Latest());
        await _jobs.RunAsync(Trainings.Request("0.csv;2.csv", new { model = "other" }));
        Assert.Equal(_jobs.Read("job-4", "state", "other"), _jobs.Read("job-3", "state"));
        Assert.Equal(_jobs.Read("job-4", "model.onnx", "other"), _jobs.Read("job-3", "model.onnx"));
    }

    [Fact]
    public async Task The_lineage_names_files_fingerprints_parent_and_request()
    {
        await _jobs.RunAsync(Trainings.Request("0.csv", new { }));
        await _jobs.RunAsync(Trainings.Request("1.csv", new { publish = "always" }));
        var lineage = JsonElement.Parse(_jobs.Read("job-2", "lineage.json"));
        Assert.Equal(
            ("job-1", "job-1"),
            (lineage.GetProperty("parent").GetString(), lineage.GetProperty("based").GetString()));
        var file = Assert.Single(lineage.GetProperty("files").EnumerateArray());
        Assert.Equal(
            ("1.csv", new FileInfo(_jobs.Path("1.csv")).Length),
            (file.GetProperty("path").GetString(), file.GetProperty("fingerprint").GetProperty("size").GetInt64()));
        Assert.Equal(
            "always",
            lineage.GetProperty("request").GetProperty("operation").GetProperty("publish").GetString());
        Assert.Equal("1.csv", lineage.GetProperty("request").GetProperty("dataset").GetString());
    }

    [Fact]
    public async Task A_job_that_another_overtakes_while_it_reads_goes_on_from_that_one()
    {
        await _jobs.RunAsync(Trainings.Request("0.csv", new { }));
        var context = _jobs.Context;
        var job = await new SplitStep(context).RunAsync(
            "slow",
            Trainings.Request("1.csv", new { publish = "always" }),
            workers: 2);
        for (var number = 0; number < job.Blocks; number++)
            await new ProcessStep(context).RunAsync("slow", number);
        await new CheckStep(context).RunAsync("slow");
        await _jobs.RunAsync(Trainings.Request("2.csv", new { publish = "always" }));
        await new AggregateStep(context).RunAsync("slow", []);

        Assert.Equal("slow", _jobs.Latest());
        Assert.Equal("job-2", JsonElement.Parse(_jobs.Read("slow", "lineage.json")).GetProperty("parent").GetString());
        await _jobs.RunAsync(Trainings.Request("0.csv;1.csv;2.csv", new { model = "whole" }));
        Assert.Equal(_jobs.Read("job-3", "model.onnx", "whole"), _jobs.Read("slow", "model.onnx"));
        Assert.Equal(_jobs.Read("job-3", "state", "whole"), _jobs.Read("slow", "state"));
    }

    [Fact]
    public async Task A_step_that_is_repeated_after_it_published_changes_nothing()
    {
        await _jobs.RunAsync(Trainings.Request("0.csv", new { }));
        var request = Trainings.Request("1.csv", new { publish = "always" });
        var context = _jobs.Context;
        var job = await new SplitStep(context).RunAsync("again", request, workers: 2);
        for (var number = 0; number < job.Blocks; number++)
            await new ProcessStep(context).RunAsync("again", number);
        await new CheckStep(context).RunAsync("again");
        // A process that dies between the model and the job's result: the result's name is taken by a folder.
        Directory.CreateDirectory(_jobs.Path("jobs/again/result.json/in-the-way"));
        await Assert.ThrowsAnyAsync<IOException>(() => new AggregateStep(context).RunAsync("again", []));
        Assert.Equal("again", _jobs.Latest());
        var model = _jobs.Read("again", "model.onnx");

        Directory.Delete(_jobs.Path("jobs/again/result.json"), recursive: true);
        await new AggregateStep(context).RunAsync("again", []);
        Assert.Equal(model, _jobs.Read("again", "model.onnx"));
        Assert.Equal("again", _jobs.Latest());
        Assert.Equal(
            "job-1",
            JsonElement
                .Parse(await File.ReadAllBytesAsync(_jobs.Path("jobs/again/result.json")))[0]
                .GetProperty("parent")
                .GetString());
    }

    [Fact]
    public async Task A_latest_that_was_not_written_any_more_is_found_by_its_chain()
    {
        await _jobs.RunAsync(Trainings.Request("0.csv", new { }));
        await _jobs.RunAsync(Trainings.Request("1.csv", new { publish = "always" }));
        await File.WriteAllTextAsync(_jobs.Path("models/price/latest"), "job-1\n");
        var next = await _jobs.RunAsync(Trainings.Request("2.csv", new { publish = "always" }));
        Assert.Equal("job-2", next.Row().GetProperty("parent").GetString());
        Assert.Equal("job-3", _jobs.Latest());
    }

    [Theory]
    [InlineData("linear", "price")]
    [InlineData("logistic", "garden")]
    public async Task Workers_of_several_cores_train_the_same(string kind, string label)
    {
        var request = Trainings.Request(
            "0.csv;1.csv",
            new
            {
                kind,
                label,
                from = (string?)null,
                publish = "always",
            },
            blockSize: 20_000);
        await _jobs.RunAsync(request);
        var context = new StepContext(new DataRoot(_jobs.Root), _jobs.Store, TimeProvider.System)
        {
            Operations = OperationRegistry.All,
            Cores = 3,
            MinCoreBytes = 500,
        };
        await new Local.LocalRun(context, 2, new RunLog()).RunAsync("cores", request, CancellationToken.None);
        foreach (var file in (string[])["model.onnx", "state", "metrics.json"])
            Assert.Equal(_jobs.Read("job-1", file), _jobs.Read("cores", file));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("after")]
    public async Task A_job_whose_id_cannot_name_a_version_is_refused(string jobId)
    {
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() =>
            new Local.LocalRun(_jobs.Context, 1, new RunLog()).RunAsync(
                jobId,
                Trainings.Request("0.csv", new { }),
                CancellationToken.None));
        Assert.StartsWith(
            $"jobId: Expected a job id that can be the name of a version; found \"{jobId}\"",
            error.Message,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_jobs.Path("models")));
    }

    [Fact]
    public async Task A_job_that_fails_leaves_no_version()
    {
        _jobs.Write("bad.csv", Houses.Csv(600) + "many,1,2,Bonn,true,n\n");
        var request = Trainings.Request(
            "bad.csv",
            new { },
            types: new Dictionary<string, ColumnKind> { ["price"] = ColumnKind.Number });
        await _jobs.FailAsync<BadRecordException>(request, planned: true);
        Assert.False(Directory.Exists(_jobs.Path("models")));
    }

    [Fact]
    public async Task A_version_whose_state_was_damaged_is_not_gone_on_from()
    {
        await _jobs.RunAsync(Trainings.Request("0.csv", new { }));
        var state = _jobs.Read("job-1", "state");
        state[^20] ^= 1;
        await File.WriteAllBytesAsync(_jobs.VersionPath("job-1", "state"), state);
        await _jobs.FailAsync<DamagedPartialException>(Trainings.Request("1.csv", new { }), planned: true);
        Assert.Equal("job-1", _jobs.Latest());
    }
}
