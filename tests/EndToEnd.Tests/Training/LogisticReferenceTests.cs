using Pipeline.EndToEnd.Tests.Datasets;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>Logistic models of public datasets, and what a textbook's solution makes of the same records.</summary>
public sealed class LogisticReferenceTests(VegaDatasets datasets) : IClassFixture<VegaDatasets>
{
    /// <summary>The last step that is not taken is at most 1e-9 of the largest weight.</summary>
    private const double Tolerance = 1e-8;

    private static readonly string[] Body =
    [
        "Beak Length (mm)",
        "Beak Depth (mm)",
        "Flipper Length (mm)",
        "Body Mass (g)",
    ];

    private static readonly string[] Engine =
    [
        "Cylinders",
        "Displacement",
        "Horsepower",
        "Weight_in_lbs",
        "Acceleration",
        "Miles_per_Gallon",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(0.01)]
    public async Task Two_sexes_of_penguins(double ridge) =>
        await AssertSameAsync("penguins", "Sex", ["FEMALE", "MALE"], [.. Body, "Island"], ["Island"], ridge);

    [Fact]
    public async Task Three_species_of_penguins() =>
        await AssertSameAsync("penguins", "Species", ["Adelie", "Chinstrap", "Gentoo"], Body, [], ridge: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task Three_origins_of_cars(double ridge) =>
        await AssertSameAsync("cars", "Origin", ["Europe", "Japan", "USA"], Engine, [], ridge);

    private async Task AssertSameAsync(
        string dataset,
        string label,
        string[] classes,
        string[] features,
        string[] texts,
        double ridge)
    {
        // One penguin's sex is ".", which is not a class of its own here.
        var table = new JsonTable(datasets.Jobs.Path($"{dataset}.jsonl"))
            .With([label, .. features])
            .Where(label, text => text != ".");
        table.Write(datasets.Jobs.Path("known.jsonl"));
        var job = await datasets.Jobs.RunAsync(
            Trainings.Request(
                "known.jsonl",
                new
                {
                    model = dataset,
                    kind = "logistic",
                    label,
                    features,
                    ridge,
                    heldOut = 0,
                    from = (string?)null,
                    publish = "never",
                },
                blockSize: 5_000));
        // Between runs of different labels no part of the model may be left over.
        var path = datasets.Jobs.VersionPath(datasets.Jobs.LastJob, "model.onnx", dataset);
        Assert.True(job.Row().GetProperty("converged").GetBoolean(), job.Text);
        Assert.InRange(job.Row().GetProperty("passes").GetInt32(), 4, 20);

        var (design, scales) = Designs.Of(table, features, texts);
        var truth = table.Column(label);
        double[] ProbabilitiesOf(string name) =>
            LogisticReference.Probabilities(design, [.. truth.Select(text => text == name ? 1.0 : 0.0)], ridge, scales);
        var rows =
            classes.Length == 2
                ? ProbabilitiesOf(classes[1]).Select(probability => new[] { 1 - probability, probability }).ToList()
                : Normalised([.. classes.Select(ProbabilitiesOf)]);

        using var model = new OnnxFile(path);
        var found = model.Predict(table.Columns(features));
        var labels = model.Labels(table.Columns(features));
        for (var i = 0; i < table.Count; i++)
        {
            for (var k = 0; k < classes.Length; k++)
                Assert.Equal(rows[i][k], found[i * classes.Length + k], Tolerance);
            Assert.Equal(classes[Array.IndexOf(rows[i], rows[i].Max())], labels[i]);
        }
    }

    private static List<double[]> Normalised(double[][] probabilities) =>
        [
            .. Enumerable
                .Range(0, probabilities[0].Length)
                .Select(row =>
                {
                    var all = probabilities.Sum(column => column[row]);
                    return probabilities.Select(column => column[row] / all).ToArray();
                }),
        ];
}
