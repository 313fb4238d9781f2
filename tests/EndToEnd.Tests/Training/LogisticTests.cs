using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>A logistic model takes several passes, and is the same to the last bit however its data was cut.</summary>
public sealed class LogisticTests : IDisposable
{
    private static readonly string[] Files = ["model.onnx", "state", "metrics.json"];

    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData("town")]
    [InlineData("garden")]
    [InlineData("rooms")]
    public async Task Any_cut_and_any_workers_give_the_same_files(string label)
    {
        _jobs.Write("data.csv", Houses.Csv(700, first: 20));
        await _jobs.RunAsync(Request("data.csv", new { label }));
        foreach (var (blockSize, workers) in ((long, int)[])[(7_001, 2), (900, 3)])
        {
            var cut = await _jobs.RunAsync(
                Request(
                    "data.csv",
                    new
                    {
                        label,
                        from = (string?)null,
                        publish = "always",
                    },
                    blockSize),
                workers);
            foreach (var file in Files)
                Assert.Equal(_jobs.Read("job-1", file), _jobs.Read(_jobs.LastJob, file));
            Assert.Equal(cut.Row().GetProperty("passes").GetInt32(), cut.Log.Passes);
        }
    }

    [Fact]
    public async Task A_version_starts_from_the_weights_of_the_one_before()
    {
        _jobs.Write("data.csv", Houses.Csv(2_000));
        var first = await _jobs.RunAsync(Request("data.csv", new { label = "garden" }));
        var again = await _jobs.RunAsync(Request("data.csv", new { label = "garden" }));
        Assert.Equal("job-1", again.Row().GetProperty("parent").GetString());
        // One pass to learn the columns, one to find that there is nothing left to improve.
        Assert.InRange(first.Row().GetProperty("passes").GetInt32(), 4, 12);
        Assert.Equal(2, again.Row().GetProperty("passes").GetInt32());
        Assert.True(again.Row().GetProperty("isLatest").GetBoolean());
        Assert.Equal(
            first.Row().GetProperty("logLoss").GetDouble(),
            again.Row().GetProperty("logLoss").GetDouble(),
            1e-9);
    }

    [Fact]
    public async Task Metrics_are_those_of_the_held_out_records()
    {
        _jobs.Write("data.csv", Houses.Csv(3_000));
        var job = await _jobs.RunAsync(Request("data.csv", new { label = "garden", heldOut = 0.5 }));
        var metrics = JsonElement.Parse(_jobs.Read("job-1", "metrics.json"));
        var score = metrics.GetProperty("logistic");
        Assert.Equal(
            3_000,
            metrics.GetProperty("trainedRecords").GetInt64() + metrics.GetProperty("heldOutRecords").GetInt64());
        Assert.InRange(score.GetProperty("records").GetInt64(), 1_400, 1_600);
        Assert.InRange(score.GetProperty("accuracy").GetDouble(), 0.6, 1);
        Assert.InRange(score.GetProperty("auc").GetDouble(), score.GetProperty("accuracy").GetDouble() - 0.1, 1);
        Assert.InRange(score.GetProperty("aucError").GetDouble(), 0, 1e-3);
        Assert.Equal(score.GetProperty("auc").GetDouble(), job.Row().GetProperty("auc").GetDouble());
        Assert.True(job.Row().GetProperty("converged").GetBoolean());
    }

    [Fact]
    public async Task A_night_that_makes_it_worse_does_not_move_latest()
    {
        _jobs.Write("good.csv", Houses.Csv(2_000)).Write("spoilt.csv", Houses.Csv(2_000, isSpoilt: true));
        await _jobs.RunAsync(Request("good.csv", new { label = "garden" }));
        var spoilt = await _jobs.RunAsync(Request("spoilt.csv", new { label = "garden" }));
        Assert.False(spoilt.Row().GetProperty("isLatest").GetBoolean());
        Assert.Matches(
            @"^Its log loss on its held-out records is \S+, more than the \S+ of version job-1 plus 5.00 %\.$",
            spoilt.Row().GetProperty("why").GetString());
        Assert.Equal("job-1", _jobs.Latest());
    }

    [Fact]
    public async Task Of_two_jobs_that_improve_one_version_the_second_fails_and_says_what_to_do()
    {
        _jobs.Write("data.csv", Houses.Csv(500)).Write("other.csv", Houses.Csv(500, first: 500));
        await _jobs.RunAsync(Request("data.csv", new { label = "garden" }));
        var log = new RunLog
        {
            OnNextPass = pass =>
            {
                if (pass == 2)
                    Assert.True(
                        new Local.LocalRun(_jobs.Context, 1, new RunLog())
                            .RunAsync(
                                "quick",
                                Request("other.csv", new { label = "garden", publish = "always" }),
                                CancellationToken.None)
                            .Wait(TimeSpan.FromMinutes(10)));
            },
        };
        var conflict = await _jobs.FailAsync<ModelConflictException>(
            Request(
                "other.csv",
                new
                {
                    label = "garden",
                    publish = "always",
                    ridge = 2,
                }),
            planned: true,
            log);
        Assert.Contains(
            "job job-2 started from version job-1, but version quick was published in the meantime",
            conflict.Message,
            StringComparison.Ordinal);
        Assert.Contains("it continues from quick", conflict.Message, StringComparison.Ordinal);
        Assert.Equal("quick", _jobs.Latest());
        Assert.False(Directory.Exists(_jobs.Path("models/price/job-2")));
    }

    [Fact]
    public async Task A_held_out_record_of_a_class_never_seen_counts_as_wrong()
    {
        // Every record of a rare class alone: some of them are held out, and their class is not trained on.
        var text = new StringBuilder("label,x\n");
        for (var i = 0; i < 400; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "a" : "b")},{i % 2 * 3 + i % 7}\n");
        for (var i = 0; i < 20; i++)
            text.Append(CultureInfo.InvariantCulture, $"rare{i},{i}\n");
        _jobs.Write("data.csv", text.ToString());
        await _jobs.RunAsync(Request("data.csv", new { label = "label", heldOut = 0.4 }));
        var score = JsonElement.Parse(_jobs.Read("job-1", "metrics.json")).GetProperty("logistic");
        Assert.InRange(score.GetProperty("unknown").GetInt64(), 3, 17);
    }

    [Fact]
    public async Task Weights_without_end_are_left_where_the_passes_end()
    {
        _jobs.Write(
            "data.csv",
            "label,x\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{(i < 25 ? "a" : "b")},{i}\n")));
        var endless = await _jobs.RunAsync(
            Request(
                "data.csv",
                new
                {
                    label = "label",
                    ridge = 0,
                    heldOut = 0,
                    publish = "never",
                }));
        Assert.Equal(
            (25, false),
            (endless.Row().GetProperty("passes").GetInt32(), endless.Row().GetProperty("converged").GetBoolean()));
        var job = await _jobs.RunAsync(
            Request(
                "data.csv",
                new
                {
                    label = "label",
                    ridge = 0.001,
                    heldOut = 0,
                }));
        Assert.True(job.Row().GetProperty("converged").GetBoolean());
    }

    private static JobRequest Request(string dataset, object settings, long? blockSize = null)
    {
        var fields = JsonSerializer.SerializeToNode(settings)!.AsObject();
        fields["kind"] = "logistic";
        return Trainings.Request(dataset, fields, blockSize);
    }
}
