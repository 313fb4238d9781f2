using System.Text;
using System.Text.Json;
using Pipeline.EndToEnd.Tests.Training;
using Pipeline.Operations.Models;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>
/// On the records that a model was judged by when it was trained, an evaluation finds what training found.
/// </summary>
public sealed class HeldOutTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData("linear", "price", "rmse", "r2", "bias")]
    [InlineData("logistic", "garden", "accuracy", "logLoss", "auc")]
    [InlineData("logistic", "town", "accuracy", "logLoss", "auc")]
    public async Task Metrics_are_those_of_training(string kind, string label, params string[] metrics)
    {
        var lines = Houses.Csv(2_000, first: 20).Split('\n')[1..^1];
        _jobs.Write("all.csv", Houses.Header + string.Concat(lines.Select(line => $"{line}\n")));
        await _jobs.RunAsync(
            Trainings.Request(
                "all.csv",
                new
                {
                    model = "m",
                    kind,
                    label,
                    features = new[] { "area", "rooms", "note" },
                }));
        var expected = JsonElement
            .Parse(File.ReadAllBytes(_jobs.VersionPath(_jobs.LastJob, "metrics.json", "m")))
            .GetProperty(kind);

        var heldOut = new HeldOut(0.1);
        _jobs.Write(
            "held-out.csv",
            Houses.Header
                + string.Concat(
                    lines.Where(line => heldOut.Has(Encoding.UTF8.GetBytes(line))).Select(line => $"{line}\n")));
        var found = (
            await _jobs.RunAsync(
                Evaluations.Request("held-out.csv", new { model = "models/m/latest", label }, blockSize: 1_000))
        ).Json();

        Assert.InRange(found.GetProperty("records").GetInt32(), 100, 300);
        Assert.All(metrics, name =>
            Assert.Equal(expected.Number(name), found.Number(name), Math.Abs(expected.Number(name)) * 1e-9));
    }
}
