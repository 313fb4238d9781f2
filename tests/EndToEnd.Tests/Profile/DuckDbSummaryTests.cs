using System.Globalization;
using System.Text.Json;
using Pipeline.EndToEnd.Tests.Datasets;
using Pipeline.EndToEnd.Tests.Queries;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Profile;

/// <summary>
/// DuckDB's SUMMARIZE, and exact queries where it only estimates, say the same within the errors stated.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class DuckDbSummaryTests(VegaDatasets datasets) : IClassFixture<VegaDatasets>
{
    /// <summary>Exact answers of DuckDB are doubles.</summary>
    private const double Doubles = 1e-9;

    [Fact]
    public async Task Over_generated_orders()
    {
        using var jobs = new JobHarness();
        jobs.Write("data.csv", Order.Csv(Order.Generate(40_000)));
        using var duckDb = new DuckDb(
            $"read_csv({DuckDb.Text(jobs.Path("data.csv"))}, header = true, quote = '\"', escape = '\"', auto_detect = "
                + $"false, columns = {Order.DuckDbColumns})");
        await AssertAgreesAsync(jobs, "data.csv", duckDb);
    }

    [Theory]
    [InlineData("birdstrikes.csv", "types = {'Flight Date': 'VARCHAR'}")]
    [InlineData("weather.csv", "types = {'date': 'VARCHAR'}")]
    [InlineData("airports.csv", "types = {'latitude': 'DOUBLE'}")]
    public async Task Over_public_datasets(string dataset, string options)
    {
        using var duckDb = new DuckDb(
            $"read_csv({DuckDb.Text(datasets.Jobs.Path(dataset))}, header = true, {options})");
        await AssertAgreesAsync(datasets.Jobs, dataset, duckDb);
    }

    private static async Task AssertAgreesAsync(JobHarness jobs, string dataset, DuckDb duckDb)
    {
        var (json, _) = await ProfileJobs.RunAsync(jobs, ProfileJobs.Request(dataset, 50_000));
        var columns = ProfileJobs.Columns(json).ToDictionary(column => column.GetProperty("name").GetString()!);
        var summary = duckDb.Rows(
            "SELECT column_name, CAST(min AS VARCHAR), CAST(max AS VARCHAR), CAST(avg AS DOUBLE), CAST(std AS DOUBLE), "
                + "count, CAST(null_percentage AS DOUBLE) FROM (SUMMARIZE dataset)");
        Assert.Equal(summary.Count, columns.Count);
        foreach (var row in summary)
            AssertAgrees(columns[(string)row[0]!], row, duckDb);
    }

    private static void AssertAgrees(JsonElement column, object?[] summary, DuckDb duckDb)
    {
        var name = $"\"{column.GetProperty("name").GetString()}\"";
        Assert.Equal(
            Convert.ToDouble(summary[6], CultureInfo.InvariantCulture) / 100,
            column.GetProperty("nullShare").GetDouble(),
            0.0001);
        var distinct = column.GetProperty("distinct");
        var different = Convert.ToInt64(
            duckDb.Rows($"SELECT COUNT(DISTINCT {name}) FROM dataset")[0][0],
            CultureInfo.InvariantCulture);
        // Four standard errors.
        Assert.Equal(
            different,
            distinct.GetProperty("count").GetInt64(),
            distinct.TryGetProperty("relativeError", out var error) ? 4 * error.GetDouble() * different : 0);
        if (column.TryGetProperty("texts", out var texts))
        {
            Assert.Equal(
                (summary[1], summary[2]),
                (texts.GetProperty("min").GetString(), texts.GetProperty("max").GetString()));
            var length = duckDb.Rows($"SELECT AVG(LENGTH({name})) FROM dataset")[0][0];
            Assert.Equal((double)length!, texts.GetProperty("lengths").GetProperty("mean").GetDouble(), 0.006);
        }
        if (!column.TryGetProperty("numbers", out var numbers)) return;
        foreach (var (index, field) in ((string[])["min", "max", "mean", "deviation"]).Index())
        {
            var expected = Convert.ToDouble(summary[index + 1], CultureInfo.InvariantCulture);
            Assert.Equal(expected, numbers.GetProperty(field).GetDouble(), Math.Abs(expected) * Doubles);
        }
        foreach (var percent in (int[])[1, 5, 25, 50, 75, 95, 99])
        {
            var quantiles = numbers.GetProperty("quantiles");
            var share = (percent / 100.0).ToString(CultureInfo.InvariantCulture);
            var expected = Convert.ToDouble(
                duckDb.Rows($"SELECT QUANTILE_CONT(CAST({name} AS DOUBLE), {share}) FROM dataset")[0][0],
                CultureInfo.InvariantCulture);
            var relative = quantiles.TryGetProperty("relativeError", out var stated) ? stated.GetDouble() : Doubles;
            // Between two values the sketch tells the one, exact quantiles the point on the line.
            Assert.Equal(
                expected,
                quantiles.GetProperty($"p{percent}").GetDouble(),
                Math.Abs(expected) * relative + (relative == Doubles ? 0 : 1));
        }
    }
}
