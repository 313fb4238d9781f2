using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>DuckDB, asked the same of the same files, gives the same rows.</summary>
public sealed class DuckDbTests : IDisposable
{
    private static readonly IReadOnlyList<Order> Orders = Order.Generate(4000);

    private readonly JobHarness _jobs = new();

    public DuckDbTests()
    {
        _jobs.Write("data.csv", Order.Csv(Orders));
        _jobs.Write("data.jsonl", Order.JsonLines(Orders));
    }

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [MemberData(nameof(OrderQueries.OrderedNames), MemberType = typeof(OrderQueries))]
    public async Task Delimited_text_gives_what_DuckDB_gives(string query)
    {
        using var duckDb = new DuckDb(Reader());
        await CompareAsync(duckDb, query, "data.csv");
    }

    [Theory]
    [MemberData(nameof(OrderQueries.OrderedNames), MemberType = typeof(OrderQueries))]
    public async Task JSON_Lines_gives_what_DuckDB_gives(string query)
    {
        using var duckDb = new DuckDb(
            $"read_json({DuckDb.Text(_jobs.Path("data.jsonl"))}, format = 'newline_delimited', columns = "
                + $"{Order.DuckDbColumns})");
        await CompareAsync(duckDb, query, "data.jsonl");
    }

    [Theory]
    [InlineData("sorted rows with ties")]
    [InlineData("groups without order")]
    public async Task Rows_whose_order_is_left_open_are_the_same_rows(string query)
    {
        using var duckDb = new DuckDb(Reader());
        await CompareAsync(duckDb, query, "data.csv", anyOrder: true);
    }

    /// <summary>The standard error is 1.63 %: over a dozen estimates none is off by four of them.</summary>
    [Theory]
    [MemberData(nameof(OrderQueries.EstimatedNames), MemberType = typeof(OrderQueries))]
    public async Task Estimates_are_near_what_DuckDB_counts(string query)
    {
        using var duckDb = new DuckDb(Reader());
        var counts = duckDb.Rows(
            OrderQueries.Sql(query).Replace("APPROX_COUNT_DISTINCT(", "COUNT(DISTINCT ", StringComparison.Ordinal));
        var ours = await _jobs.RunAsync(
            JobHarness.Query(OrderQueries.Sql(query), "data.csv", blockSize: 10_000) with
            {
                Output = OutputFormat.JsonLines,
            });
        var estimates = ResultRows.Read(ours.Bytes);
        Assert.Equal(counts.Count, estimates.Count);
        foreach (var (count, estimate) in counts.Zip(estimates).SelectMany(rows => rows.First.Zip(rows.Second)))
        {
            if (count is long exact)
                Assert.InRange(
                    estimate.GetInt64(),
                    Math.Floor(exact * (1 - 4 * 0.0163)),
                    Math.Ceiling(exact * (1 + 4 * 0.0163)));
        }
    }

    private string Reader() =>
        $"read_csv({DuckDb.Text(_jobs.Path("data.csv"))}, header = true, delim = ',', quote = '\"', escape = '\"', "
            + $"nullstr = '', columns = {Order.DuckDbColumns})";

    private async Task CompareAsync(DuckDb duckDb, string query, string dataset, bool anyOrder = false)
    {
        var sql = OrderQueries.Sql(query);
        var expected = duckDb.Rows(DuckDb.Translated(sql));
        var ours = await _jobs.RunAsync(
            JobHarness.Query(sql, dataset, blockSize: 10_000) with { Output = OutputFormat.JsonLines });
        ResultRows.AssertSame(expected, ResultRows.Read(ours.Bytes), anyOrder);
    }
}
