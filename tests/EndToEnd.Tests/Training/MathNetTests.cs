using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearRegression;
using Pipeline.EndToEnd.Tests.Datasets;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>Linear models of public datasets, and what Math.NET Numerics makes of the same records by QR.</summary>
public sealed class MathNetTests(VegaDatasets datasets) : IClassFixture<VegaDatasets>
{
    /// <summary>Both round, in another order.</summary>
    private const double Tolerance = 1e-9;

    private static readonly string[] CarFeatures =
    [
        "Cylinders",
        "Displacement",
        "Horsepower",
        "Weight_in_lbs",
        "Acceleration",
        "Origin",
    ];

    private static readonly string[] PenguinFeatures =
    [
        "Beak Length (mm)",
        "Beak Depth (mm)",
        "Flipper Length (mm)",
        "Species",
        "Island",
    ];

    [Fact]
    public async Task Cars() => await AssertSameAsync("cars", "Miles_per_Gallon", CarFeatures, ["Origin"], ridge: 0);

    [Fact]
    public async Task Penguins() =>
        await AssertSameAsync("penguins", "Body Mass (g)", PenguinFeatures, ["Species", "Island"], ridge: 0);

    [Theory]
    [InlineData(0.5)]
    [InlineData(100)]
    public async Task Cars_with_a_ridge(double ridge) =>
        await AssertSameAsync("cars", "Miles_per_Gallon", CarFeatures, ["Origin"], ridge);

    private async Task AssertSameAsync(string dataset, string label, string[] features, string[] texts, double ridge)
    {
        var job = await datasets.Jobs.RunAsync(
            Trainings.Request(
                $"{dataset}.jsonl",
                new
                {
                    model = dataset,
                    label,
                    features,
                    ridge,
                    heldOut = 0,
                    missing = "drop",
                    from = (string?)null,
                    publish = "always",
                },
                blockSize: 5_000));
        var table = new JsonTable(datasets.Jobs.Path($"{dataset}.jsonl")).With([label, .. features]);
        Assert.Equal(table.Count, job.Row().GetProperty("trainedRecords").GetInt64());

        var expected = Predictions(table, label, features, texts, ridge);
        using var model = new OnnxFile(datasets.Jobs.VersionPath(datasets.Jobs.LastJob, "model.onnx", dataset));
        Assert.Equal(features.Order(), model.Inputs.Order());
        var found = model.Predict(table.Columns(features));
        for (var i = 0; i < found.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - found[i]) <= Tolerance * Math.Abs(expected[i]),
                $"record {i}: {expected[i]:R} and {found[i]:R}");

        var metrics = System
            .Text.Json.JsonElement.Parse(datasets.Jobs.Read(datasets.Jobs.LastJob, "metrics.json", dataset))
            .GetProperty("linearTrained");
        var truth = table.Numbers(label);
        var rmse = Math.Sqrt(expected.Zip(truth, (a, b) => (a - b) * (a - b)).Average());
        Assert.Equal(rmse, metrics.GetProperty("rmse").GetDouble(), Tolerance * rmse);
        Assert.Equal(
            1 - rmse * rmse / MathNet.Numerics.Statistics.Statistics.PopulationVariance(truth),
            metrics.GetProperty("r2").GetDouble(),
            Tolerance);
    }

    /// <summary>Least squares; with a ridge, by one more row for each weight, which says that it should be 0.</summary>
    private static double[] Predictions(JsonTable table, string label, string[] features, string[] texts, double ridge)
    {
        var (design, scales) = Designs.Of(table, features, texts);
        var right = Vector<double>.Build.Dense(table.Numbers(label));
        var (tall, longer) = (design, right);
        if (ridge > 0)
        {
            tall = design.Stack(
                Matrix<double>.Build.Dense(scales.Length - 1, scales.Length, (row, column) =>
                    column == row + 1 ? Math.Sqrt(ridge) * scales[column] : 0));
            longer = Vector<double>.Build.Dense([.. right, .. new double[scales.Length - 1]]);
        }
        return [.. design * MultipleRegression.QR(tall, longer)];
    }
}
