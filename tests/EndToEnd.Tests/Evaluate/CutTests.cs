using Pipeline.EndToEnd.Tests.Training;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>What a model is worth does not depend on how its records are cut, batched and shared out.</summary>
public sealed class CutTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData("linear", "price")]
    [InlineData("logistic", "town")]
    [InlineData("logistic", "garden")]
    public async Task Any_cut_any_batch_and_any_workers_give_the_same_files(string kind, string label)
    {
        _jobs.Write("data.csv", Houses.Csv(700, first: 20));
        await _jobs.RunAsync(Trainings.Request("data.csv", new { model = "m", kind, label, features = new[] { "area", "rooms", "note" } }));
        var settings = new { model = "models/m/latest", label, groupBy = "note", worst = 7, predictions = true };
        var whole = await _jobs.RunAsync(Evaluations.Request("data.csv", settings), workers: 1);
        var rows = _jobs.Predictions();
        Assert.Equal(7, whole.Json().GetProperty("worst").GetArrayLength());
        Assert.Equal(40, whole.Json().GetProperty("groups").GetArrayLength());
        Assert.Equal(700 - whole.Json().GetProperty("unlabelled").GetInt32(), rows.Count(letter => letter == '\n') - 1);
        foreach (var (blockSize, workers, batch) in ((long, int, int)[])[(7_001, 2, 256), (900, 3, 1), (60, 2, 5), (20_000, 2, 1_000)])
        {
            var cut = await _jobs.RunAsync(Evaluations.Request(
                "data.csv", new { settings.model, label, settings.groupBy, settings.worst, settings.predictions, batch }, blockSize), workers);
            Assert.Equal(whole.Text, cut.Text);
            Assert.Equal(rows, _jobs.Predictions());
        }
    }
}
