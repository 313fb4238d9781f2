using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>
/// A linear model is the same to the last bit however its data was cut, and however many jobs it came in.
/// </summary>
public sealed class LinearTests : IDisposable
{
    private static readonly string[] Files = ["model.onnx", "state", "metrics.json"];

    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task Any_cut_and_any_workers_give_the_same_files()
    {
        _jobs.Write("data.csv", Houses.Csv(3_000));
        var whole = await _jobs.RunAsync(Trainings.Request("data.csv", new { from = (string?)null }));
        Assert.Equal(
            ("price", "job-1"),
            (whole.Row().GetProperty("model").GetString(), whole.Row().GetProperty("version").GetString()));
        foreach (var (blockSize, workers) in ((long, int)[])[(100_000, 1), (7_001, 2), (900, 3), (300, 2)])
        {
            var cut = await _jobs.RunAsync(
                Trainings.Request("data.csv", new { from = (string?)null, publish = "always" }, blockSize),
                workers);
            foreach (var file in Files)
                Assert.Equal(_jobs.Read("job-1", file), _jobs.Read(_jobs.LastJob, file));
            Assert.Equal(whole.Row().GetProperty("rmse").GetDouble(), cut.Row().GetProperty("rmse").GetDouble());
        }
        Assert.Equal(
            ["jobs", "models"],
            Directory.GetDirectories(_jobs.Root).Select(path => Path.GetFileName(path)).Order());
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_jobs.Root, "*", SearchOption.AllDirectories), path =>
            path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_nights_one_job_at_a_time_give_the_model_of_one_job_over_all()
    {
        for (var night = 0; night < 10; night++)
            _jobs.Write($"nights/{night}.csv", Houses.Csv(400, first: 400 * night));
        var types = new Dictionary<string, ColumnKind> { ["rooms"] = ColumnKind.Number };
        for (var night = 0; night < 10; night++)
        {
            var job = await _jobs.RunAsync(
                Trainings.Request($"nights/{night}.csv", new { }, blockSize: 1_000 + 500 * night, types));
            Assert.Equal(night == 0 ? null : $"job-{night}", job.Row().GetProperty("parent").GetString());
            Assert.True(job.Row().GetProperty("isLatest").GetBoolean(), job.Text);
        }
        await _jobs.RunAsync(Trainings.Request("nights/*.csv", new { model = "whole" }, types: types));
        foreach (var file in Files)
            Assert.Equal(_jobs.Read("job-11", file, "whole"), _jobs.Read("job-10", file));
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("drop")]
    public async Task Records_that_lack_something_are_counted(string missing)
    {
        _jobs.Write("data.csv", Houses.Csv(2_000));
        var row = (await _jobs.RunAsync(Trainings.Request("data.csv", new { missing }))).Row();
        var (unlabelled, dropped) = (row.GetProperty("unlabelled").GetInt64(), row.GetProperty("dropped").GetInt64());
        Assert.Equal(Enumerable.Range(0, 2_000).Count(i => i % 97 == 3), unlabelled);
        Assert.Equal(missing == "drop", dropped > 50);
        Assert.Equal(
            2_000,
            row.GetProperty("trainedRecords").GetInt64()
                + row.GetProperty("heldOutRecords").GetInt64()
                + unlabelled
                + dropped);
        Assert.InRange(row.GetProperty("heldOutRecords").GetInt64(), 120, 260);
        Assert.InRange(row.GetProperty("r2").GetDouble(), -10, 1);
    }

    [Fact]
    public async Task A_record_is_on_the_same_side_in_every_file()
    {
        var lines = Houses.Csv(1_500)[Houses.Header.Length..];
        _jobs
            .Write("lf.csv", Houses.Header + lines)
            .Write("crlf.csv", (Houses.Header + lines).ReplaceLineEndings("\r\n"));
        await _jobs.RunAsync(Trainings.Request("lf.csv", new { from = (string?)null }));
        await _jobs.RunAsync(
            Trainings.Request("crlf.csv", new { from = (string?)null, publish = "never" }, blockSize: 777));
        Assert.Equal(_jobs.Read("job-1", "state"), _jobs.Read("job-2", "state"));
    }

    [Fact]
    public async Task Rarer_texts_share_a_weight_and_texts_never_seen_have_it_too()
    {
        _jobs.Write("data.csv", Houses.Csv(2_000));
        await _jobs.RunAsync(
            Trainings.Request("data.csv", new { categories = 3, features = new[] { "area", "town" } }));
        using var model = new OnnxFile(_jobs.VersionPath("job-1", "model.onnx"));
        var towns = new[] { "Bonn", "Siegen", "Nowhere", "Trier", "", null };
        var values = model.Predict(
            new Dictionary<string, string?[]> { ["area"] = [.. towns.Select(_ => "100")], ["town"] = towns });
        Assert.Equal(values[4], values[5]);
        Assert.True(values.Distinct().Count() < 5);
    }

    [Fact]
    public async Task A_column_that_never_changes_has_no_weight()
    {
        _jobs.Write(
            "data.csv",
            "price,area,always\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{3 * i + 2},{i},7\n")));
        await _jobs.RunAsync(Trainings.Request("data.csv", new { ridge = 0, heldOut = 0 }));
        using var model = new OnnxFile(_jobs.VersionPath("job-1", "model.onnx"));
        var values = model.Predict(
            new Dictionary<string, string?[]> { ["area"] = ["10", "10", null], ["always"] = ["7", "1000", ""] });
        Assert.Equal([32, 32, 3 * 49.5 + 2], values, (expected, found) => Math.Abs(expected - found) < 1e-9);
    }
}
