using System.Globalization;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>
/// Where the same SQL over the same file gives something else than DuckDB left to detect the file by itself, and why.
/// Everything else that is compared agrees; a difference that goes away fails its test too.
/// </summary>
public sealed class DifferencesFromDuckDbTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    /// <summary>Why, the file, the query, our result, DuckDB's rows.</summary>
    public static TheoryData<string, string, string, string, string> Differences { get; } =
        new()
        {
            {
                "Decimal text is exact decimals, so a sum has no rounding in it.",
                "id,t\na,0.1\nb,0.2\n",
                "SELECT SUM(t) AS s FROM dataset",
                "s\n0.3\n",
                "0.30000000000000004"
            },
            {
                "AVG and / are rounded once, to 18 significant digits, where doubles have 15 to 17.",
                "id,t\na,1\nb,1\nc,0\n",
                "SELECT AVG(t) AS mean FROM dataset",
                "mean\n0.666666666666666667\n",
                "0.6666666666666666"
            },
            {
                "Whole numbers keep all their digits, however many.",
                "id,t\na,12345678901234567890123456789012345678901234567890\nb,1\n",
                "SELECT SUM(t) AS s FROM dataset",
                "s\n12345678901234567890123456789012345678901234567891\n",
                "1.2345678901234567E+49"
            },
            {
                "Division by zero is NULL, where DuckDB follows IEEE 754.",
                "id,t\na,1\nb,0\n",
                "SELECT 1 / t AS r FROM dataset",
                "r\n1\n\n",
                "1\nInfinity"
            },
            {
                "Dates are text: they sort and group as written.",
                "id,day\na,2026-01-02\n",
                "SELECT day FROM dataset",
                "day\n2026-01-02\n",
                "01/02/2026"
            },
            {
                "A TIMESTAMP is the instant, in UTC; DuckDB's forgets the offset.",
                "id,t\na,10\n",
                "SELECT EXTRACT(hour FROM TIMESTAMP '2026-01-02T10:00:00+02:00') AS h FROM dataset",
                "h\n8\n",
                "10"
            },
            {
                "DATE_DIFF counts the Mondays between two dates, as it does the midnights; DuckDB divides the days "
                    + "by 7.",
                "id,t\na,2026-01-04\n",
                "SELECT DATE_DIFF('week', CAST(t AS DATE), DATE '2026-01-05') AS n FROM dataset",
                "n\n1\n",
                "0"
            },
            {
                "QUANTILE interpolates between two values; DuckDB's takes one of them, and QUANTILE_CONT does as "
                    + "ours.",
                "id,t\na,1\nb,2\n",
                "SELECT QUANTILE(t, 0.5) AS q FROM dataset",
                "q\n1.5\n",
                "1"
            },
            {
                "A variance is made of exact sums and rounded once, however small beside the mean.",
                "id,t\na,1000000000.1\nb,1000000000.2\n",
                "SELECT VARIANCE(t) AS v FROM dataset",
                "v\n0.005\n",
                "0.004999996423720177"
            },
        };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Results_differ_as_documented(string why, string content, string sql, string ours, string duckDbs)
    {
        Assert.EndsWith(".", why, StringComparison.Ordinal);
        _jobs.Write("data.csv", content);
        using var duckDb = new DuckDb($"read_csv({DuckDb.Text(_jobs.Path("data.csv"))})");
        Assert.Equal(
            duckDbs,
            string.Join(
                '\n',
                duckDb
                    .Rows(sql)
                    .Select(row =>
                        string.Join(',', row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))))));
        Assert.Equal(ours, (await _jobs.RunAsync(JobHarness.Query(sql))).Text);
    }
}
