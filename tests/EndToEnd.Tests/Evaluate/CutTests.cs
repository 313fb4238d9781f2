using Pipeline.EndToEnd.Tests.Training;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>What a model is worth does not depend on how its records are cut, batched and shared out.</summary>
public sealed class CutTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData("linear", "price", 32)]
    [InlineData("logistic", "town", 32)]
    [InlineData("logistic", "garden", 7)]
    [InlineData("logistic", "garden", 1)]
    public async Task Any_cut_and_any_workers_give_the_same_files(string kind, string label, int batch)
    {
        _jobs.Write("data.csv", Houses.Csv(700, first: 20));
        await _jobs.RunAsync(
            Trainings.Request(
                "data.csv",
                new
                {
                    model = "m",
                    kind,
                    label,
                    features = new[] { "area", "rooms", "note" },
                }));
        var settings = new
        {
            model = "models/m/latest",
            label,
            groupBy = "note",
            worst = 7,
            predictions = true,
            batch,
        };
        var whole = await _jobs.RunAsync(Evaluations.Request("data.csv", settings), workers: 1);
        var rows = _jobs.Predictions();
        Assert.Equal(7, whole.Json().GetProperty("worst").GetArrayLength());
        Assert.Equal(40, whole.Json().GetProperty("groups").GetArrayLength());
        Assert.Equal(700 - whole.Json().GetProperty("unlabelled").GetInt32(), rows.Count(letter => letter == '\n') - 1);
        foreach (var (blockSize, workers) in ((long, int)[])[(7_001, 2), (900, 3), (60, 2), (20_000, 2)])
        {
            var cut = await _jobs.RunAsync(Evaluations.Request("data.csv", settings, blockSize), workers);
            Assert.Equal(whole.Text, cut.Text);
            Assert.Equal(rows, _jobs.Predictions());
        }
    }
}
