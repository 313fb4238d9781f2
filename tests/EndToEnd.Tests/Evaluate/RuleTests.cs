using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>What is done with values and predictions that are missing, odd or unknown.</summary>
public sealed class RuleTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task The_model_gets_NaN_for_a_missing_number_and_predictions_that_are_not_finite_are_counted()
    {
        var found = await RunAsync(SmallModels.Inverse(), "x,y\n2,1\n,1\n0,1\n4,1\n", new { label = "y" });
        Assert.Equal((4, 2), (found.GetProperty("records").GetInt32(), found.GetProperty("invalid").GetInt32()));
        Assert.Equal(0.625, found.Number("mae"));
        var worst = found.GetProperty("worst").EnumerateArray().ToList();
        Assert.Equal([8L, 11L, 15L, 4L], worst.Select(record => record.GetProperty("offset").GetInt64()));
        Assert.Equal(JsonValueKind.Null, worst[0].GetProperty("prediction").ValueKind);
        Assert.Equal("""{ "x": null }""", worst[0].GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task A_record_without_a_value_for_an_input_of_whole_numbers_is_left_out_and_counted()
    {
        var found = await RunAsync(SmallModels.Whole(), "x,y\n2,1\n,1\n5,1\n3,\n", new { label = "y" });
        Assert.Equal(
            (2, 1, 1),
            (
                found.GetProperty("records").GetInt32(),
                found.GetProperty("incomplete").GetInt32(),
                found.GetProperty("unlabelled").GetInt32()));
        Assert.Equal(2.5, found.Number("bias"));
    }

    [Theory]
    [InlineData("NaN", "is not a number in the range of a double")]
    [InlineData("much", "is not a number in the range of a double")]
    [InlineData(
        "2.5",
        "is not a whole number from -9007199254740992 to 9007199254740992, which the model's input \"x\" (int64, "
            + "[records, 1]) holds")]
    public async Task What_an_input_does_not_hold_makes_a_bad_record(string text, string expected)
    {
        _jobs.Write("m.onnx", SmallModels.Whole()).Write("data.csv", $"x,y\n2,1\n{text},1\n4,1\n");
        var types = new Dictionary<string, ColumnKind> { ["x"] = ColumnKind.Number };
        var error = await _jobs.FailAsync<BadRecordException>(
            Evaluations.Request("data.csv", new { model = "m.onnx", label = "y" }, types: types),
            planned: true);
        Assert.Contains("record at byte 8", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Column \"x\": \"{text}\" {expected}", error.Message, StringComparison.Ordinal);
        var job = await _jobs.RunAsync(
            Evaluations.Request(
                "data.csv",
                new { model = "m.onnx", label = "y" },
                types: types,
                rule: BadRecordRule.Skip));
        Assert.Equal((2, 1L), (job.Json().GetProperty("records").GetInt32(), job.Result.Rejected));
    }

    [Fact]
    public async Task A_class_that_the_model_does_not_know_counts_as_wrong_and_one_that_the_data_lacks_has_no_recall()
    {
        var found = await RunAsync(
            SmallModels.Same(columns: 3, output: "probabilities"),
            "a,b,c,y\n1,0,0,red\n0,1,0,red\n0,0,1,blue\n0.5,0.5,0,red\n",
            new { label = "y", classes = new[] { "red", "green", "white" } });
        Assert.Equal((4, 1), (found.GetProperty("records").GetInt32(), found.GetProperty("unknown").GetInt32()));
        Assert.Equal(0.5, found.Number("accuracy"));
        Assert.Equal((-2 * Math.Log(1e-15) + Math.Log(2)) / 4, found.Number("logLoss"), 1e-12);
        Assert.Equal(
            """[{"class":"red","predicted":{"red":2,"green":1},"invalid":0},{"class":"green","predicted":"""
                + """{},"invalid":0},{"class":"white","predicted":{},"invalid":0},{"class":null,"predicted":"""
                + """{"white":1},"invalid":0}]""",
            Compact(found.GetProperty("confusion")));
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null),
            (
                found.GetProperty("classes")[1].GetProperty("recall").ValueKind,
                found.GetProperty("classes")[1].GetProperty("auc").ValueKind));
    }

    [Fact]
    public async Task Scores_become_probabilities_where_the_request_says_so()
    {
        const string Csv = "a,b,y\n1,3,1\n2,-4,0\n";
        var error = await Assert.ThrowsAsync<ModelFailedException>(() =>
            RunAsync(SmallModels.Same(columns: 2), Csv, new { label = "y" }));
        // Either record may be the first to be seen.
        Assert.Matches("has the number [23], expected probabilities from 0 to 1", error.Message);
        var found = await RunAsync(SmallModels.Same(columns: 2), Csv, new { label = "y", softmax = true });
        Assert.Equal(
            (1, (Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.Exp(-6))) / 2),
            (found.Number("accuracy"), found.Number("logLoss")),
            (expected, actual) => expected.Item1 == actual.Item1 && Math.Abs(expected.Item2 - actual.Item2) < 1e-12);
    }

    [Fact]
    public async Task One_probability_is_that_of_the_second_class()
    {
        var found = await RunAsync(
            SmallModels.Same(OnnxValue.Float),
            "x,y\n0.25,false\n0.75,true\n0.75,false\n",
            new { label = "y" });
        Assert.Equal(
            ("classification", 2 / 3.0, 0.75),
            (found.GetProperty("kind").GetString(), found.Number("accuracy"), found.Number("auc")));
    }

    [Theory]
    [InlineData(8, "x,y\nred,red\nblue,red\nblue,blue\ngreen,blue\n")]
    public async Task A_model_that_tells_classes_alone_has_no_loss(int type, string csv)
    {
        var found = await RunAsync(
            SmallModels.Label(type),
            csv,
            new { label = "y", classes = new[] { "red", "blue" } });
        Assert.Equal((0.5, 1), (found.Number("accuracy"), found.GetProperty("invalid").GetInt32()));
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null),
            (found.GetProperty("logLoss").ValueKind, found.GetProperty("auc").ValueKind));
        Assert.Equal(2, found.GetProperty("worst").GetArrayLength());
    }

    [Fact]
    public async Task A_model_that_mixes_the_records_of_a_batch_is_found_out_and_taken_one_at_a_time_where_asked()
    {
        const string Csv = "x,y\n1,1\n2,1\n9,1\n";
        var error = await Assert.ThrowsAsync<ModelFailedException>(() =>
            RunAsync(SmallModels.FromMean(), Csv, new { label = "y" }, blockSize: 1_000));
        Assert.Contains(
            "what it says of a record depends on which others it is given at once",
            error.Message,
            StringComparison.Ordinal);
        var found = await RunAsync(SmallModels.FromMean(), Csv, new { label = "y", batch = 1 }, blockSize: 1_000);
        Assert.Equal((1, -1), (found.Number("mae"), found.Number("bias")));
    }

    [Fact]
    public async Task What_the_command_shows_of_the_job_has_its_speed()
    {
        await RunAsync(SmallModels.Same(), "x,y\n1,1\n2,1\n9,1\n", new { label = "y" }, blockSize: 1_000);
        var job = (await _jobs.Store.GetJobAsync(_jobs.LastJob))!;
        var progress = await JobProgress.ReadAsync(_jobs.Store, job);
        Assert.Equal(3 / progress.Seconds, progress.RecordsPerSecond);
    }

    [Fact]
    public async Task A_dataset_without_records_has_no_metrics()
    {
        _jobs.Write("m.onnx", SmallModels.Same()).Write("data.csv", "x,y\n");
        var types = new Dictionary<string, ColumnKind> { ["x"] = ColumnKind.Number, ["y"] = ColumnKind.Number };
        var found = (
            await _jobs.RunAsync(
                Evaluations.Request(
                    "data.csv",
                    new
                    {
                        model = "m.onnx",
                        label = "y",
                        predictions = true,
                    },
                    types: types))).Json();
        Assert.Equal(
            (0, JsonValueKind.Null, JsonValueKind.Null),
            (
                found.GetProperty("records").GetInt32(),
                found.GetProperty("rmse").ValueKind,
                found.GetProperty("errors").GetProperty("p50").ValueKind));
        Assert.Equal("file,offset,y,prediction\n", _jobs.Predictions());
    }

    [Fact]
    public async Task Predictions_stand_in_file_order_with_where_they_belong()
    {
        _jobs.Write("m.onnx", SmallModels.Same()).Write("10.csv", "x,y\n3,1\n").Write("9.csv", "x,y\n1,1\n2.50,4\n");
        await _jobs.RunAsync(
            Evaluations.Request(
                "*.csv",
                new
                {
                    model = "m.onnx",
                    label = "y",
                    predictions = true,
                },
                blockSize: 4));
        Assert.Equal("file,offset,y,prediction\n9.csv,4,1,1\n9.csv,8,4,2.5\n10.csv,4,1,3\n", _jobs.Predictions());
    }

    [Fact]
    public async Task A_model_that_changes_half_way_fails_the_job()
    {
        _jobs
            .Write("m.onnx", SmallModels.Same())
            .Write("data.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{i}\n")));
        var log = new RunLog { OnBlockDone = _ => _jobs.Write("m.onnx", SmallModels.Inverse()) };
        var request = Evaluations.Request("data.csv", new { model = "m.onnx", label = "y" }, blockSize: 100);
        // One worker: a second could be loading the model while it is written, and would say that.
        var error = await _jobs.FailAsync<ModelChangedException>(request, planned: true, log, workers: 1);
        Assert.Contains("some blocks were evaluated with m.onnx (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constants_in_a_file_beside_the_model_are_part_of_it()
    {
        _jobs.Write("m/m.onnx", SmallModels.WithDataFile("weights.bin")).Write("data.csv", "x,y\n2,4\n3,5\n");
        var request = Evaluations.Request("data.csv", new { model = "m/m.onnx", label = "y" });
        var error = await _jobs.FailAsync<InvalidRequestException>(request, planned: false);
        Assert.Equal(
            "operation.model: \"m/m.onnx\" stores constants in \"m/weights.bin\", which does not exist. Put that file "
                + "there too.",
            error.Message);
        var hashes = new HashSet<string?>();
        foreach (var weight in (double[])[1.5, 2])
        {
            _jobs.Write("m/weights.bin", BitConverter.GetBytes(weight));
            var found = (await _jobs.RunAsync(request)).Json();
            Assert.Equal((2 * weight - 4 + 3 * weight - 5) / 2, found.Number("bias"));
            Assert.True(hashes.Add(found.GetProperty("model").GetProperty("hash").GetString()));
        }
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("/etc/passwd")]
    public async Task Constants_are_under_the_data_root(string path)
    {
        _jobs.Write("m.onnx", SmallModels.WithDataFile(path)).Write("data.csv", "x,y\n2,4\n");
        await _jobs.FailAsync<InvalidRequestException>(
            Evaluations.Request("data.csv", new { model = "m.onnx", label = "y" }),
            planned: false);
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);

    private async Task<JsonElement> RunAsync(byte[] model, string csv, object settings, long blockSize = 6)
    {
        _jobs.Write("m.onnx", model).Write("data.csv", csv);
        var operation = JsonSerializer.SerializeToNode(settings)!.AsObject();
        operation["model"] = "m.onnx";
        return (await _jobs.RunAsync(Evaluations.Request("data.csv", operation, blockSize))).Json();
    }
}
