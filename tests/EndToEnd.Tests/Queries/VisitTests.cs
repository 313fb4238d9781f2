using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>
/// Dates and times: DuckDB, asked the same of the same file, gives the same rows, and any cut the same bytes.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class VisitTests : IDisposable
{
    // DuckDB's TIMESTAMP forgets the offset, which ours does not: there the way to the instant leads over the other
    // type.
    private const string Came = "CAST(CAST(came AS TIMESTAMPTZ) AS TIMESTAMP)";
    private const string Left = "CAST(CAST(\"left\" AS TIMESTAMPTZ) AS TIMESTAMP)";

    private readonly JobHarness _jobs = new();

    public VisitTests() => _jobs.Write("visits.csv", Visit.Csv(Visit.Generate(3_000)));

    public void Dispose() => _jobs.Dispose();

    public static TheoryData<string> Questions { get; } =
    [
        $"SELECT id, {Parts(Came)} FROM dataset WHERE came IS NOT NULL",
        $"SELECT id, {Parts("CAST(day AS DATE)")} FROM dataset",
        $"SELECT id, EXTRACT(epoch FROM {Came}) AS c, EXTRACT(EPOCH FROM CAST(day AS DATE)) AS d FROM dataset",
        $"SELECT id, {Starts(Came)} FROM dataset",
        $"SELECT id, {Starts("CAST(day AS DATE)")} FROM dataset",
        $"SELECT id, {Differences(Came, Left)} FROM dataset",
        $"SELECT id, {Differences("CAST(day AS DATE)", "CAST(day AS DATE)")}, DATE_DIFF('day', CAST(day AS DATE), DATE "
            + "'2024-02-29') AS leap FROM dataset",
        $"SELECT id FROM dataset WHERE {Came} < {Left}",
        $"SELECT id FROM dataset WHERE {Came} >= TIMESTAMP '2024-02-29' AND {Came} < '2024-03-31 12:00:00'",
        $"SELECT id FROM dataset WHERE {Came} BETWEEN DATE '2023-12-31' AND DATE '2024-03-01' OR CAST(day AS DATE) = "
            + "'2024-02-29'",
        $"SELECT id FROM dataset WHERE CAST(day AS DATE) IN ('2024-02-29', '2021-01-04') OR CAST(day AS DATE) > {Came}",
        $"SELECT id FROM dataset ORDER BY {Came} DESC, id LIMIT 500",
        $"SELECT EXTRACT(epoch FROM DATE_TRUNC('month', {Came})) AS month, COUNT(*) AS n, COUNT(DISTINCT {Left}) AS "
            + $"lefts, EXTRACT(epoch FROM MIN({Left})) AS low, EXTRACT(epoch FROM MAX(CAST(day AS DATE))) AS high FROM "
            + $"dataset GROUP BY DATE_TRUNC('month', {Came}) ORDER BY DATE_TRUNC('month', {Came})",
        "SELECT EXTRACT(dow FROM CAST(day AS DATE)) AS d, COUNT(*) AS n, MEDIAN(CAST(EXTRACT(doy FROM CAST(day AS "
            + "DATE)) AS DOUBLE)) AS m FROM dataset GROUP BY EXTRACT(dow FROM CAST(day AS DATE)) HAVING MIN(CAST(day "
            + "AS DATE)) < DATE '2024-01-01' ORDER BY d",
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task DuckDB_gives_the_same(string sql)
    {
        using var duckDb = new DuckDb(
            $"read_csv({DuckDb.Text(_jobs.Path("visits.csv"))}, header = true, delim = ',', nullstr = '', columns = "
                + $"{Visit.DuckDbColumns})");
        var ours = await _jobs.RunAsync(JobHarness.Query(sql, "visits.csv") with { Output = OutputFormat.JsonLines });
        ResultRows.AssertSame(duckDb.Rows(sql), ResultRows.Read(ours.Bytes));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Any_cut_gives_the_same_bytes(string sql)
    {
        var whole = await _jobs.RunAsync(JobHarness.Query(sql, "visits.csv"), workers: 1);
        foreach (var (blockSize, workers) in new[] { (1 << 10, 4), (10_000, 1) })
            Assert.Equal(
                whole.Text,
                (await _jobs.RunAsync(JobHarness.Query(sql, "visits.csv", blockSize), workers)).Text);
    }

    [Fact]
    public async Task A_time_that_is_none_fails_the_job_or_is_left_out()
    {
        _jobs.Write("odd.csv", "id,at\n1,2024-01-31\n2,2024-02-30\n3,31.01.2024\n4,2024-02-29T10:00Z\n");
        var request = JobHarness.Query(
            "SELECT DATE_TRUNC('month', at) AS m, COUNT(*) AS n FROM dataset GROUP BY m",
            "odd.csv");
        var error = await _jobs.FailAsync<BadRecordException>(request, planned: true);
        Assert.StartsWith(
            "odd.csv, record at byte 19: DATE_TRUNC('month', at): \"2024-02-30\" is not a date or time in ISO 8601, "
                + "such as 2026-01-31",
            error.Message,
            StringComparison.Ordinal);

        var skipped = await _jobs.RunAsync(request with { OnBadRecord = BadRecordRule.Skip });
        Assert.Equal("m,n\n2024-01-01,1\n2024-02-01T00:00:00Z,1\n", skipped.Text);
        Assert.Equal(2, skipped.Result.Rejected);
    }

    private static string Parts(string time) => string.Join(", ", ((string[])
        ["year", "quarter", "month", "week", "isoyear", "day", "hour", "minute", "second", "dow", "isodow", "doy"])
        .Where(part => !time.Contains("DATE", StringComparison.Ordinal) || part is not ("hour" or "minute" or "second"))
        .Select(part => $"EXTRACT({part} FROM {time}) AS {part}_"));

    private static string Starts(string time) => string.Join(", ", Units(time)
        .Select(unit => $"EXTRACT(epoch FROM DATE_TRUNC('{unit}', {time})) AS {unit}_"));

    /// <summary>Without weeks, which DuckDB makes of days and not of Mondays.</summary>
    private static string Differences(string from, string to) =>
        string.Join(
            ", ",
            Units(from).Where(unit => unit != "week").Select(unit => $"DATE_DIFF('{unit}', {from}, {to}) AS {unit}_"));

    private static IEnumerable<string> Units(string time) => ((string[])
        ["year", "quarter", "month", "week", "day", "hour", "minute", "second"])
        .Take(time.Contains("DATE", StringComparison.Ordinal) ? 5 : 8);
}
