using System.Text.Json;
using CsCheck;
using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Formats;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Tests.Query;

public class QueryOperationTests
{
    internal const string Weather = """
        station,t:number,ok:boolean
        oslo,-1.5,true
        rome,20,false
        oslo,2.25,true
        ,7,
        rome,,true
        oslo,-1.50,
        """;

    /// <summary>Every shape of query, over the columns of <see cref="Tables"/>.</summary>
    private static readonly string[] Queries =
    [
        "SELECT * FROM dataset",
        "SELECT n, s FROM dataset WHERE b LIMIT 3",
        "SELECT s || '!', n * 2 FROM dataset WHERE n > 0 OR s < 'b'",
        "SELECT * FROM dataset ORDER BY s",
        "SELECT s, n FROM dataset ORDER BY n DESC NULLS FIRST, s LIMIT 5",
        "SELECT n FROM dataset ORDER BY b, n DESC LIMIT 200",
        "SELECT COUNT(*), COUNT(n), SUM(n), AVG(n), MIN(n), MAX(n), MIN(s), MAX(s), COUNT(DISTINCT s), COUNT(DISTINCT "
            + "n), COUNT(DISTINCT b) FROM dataset",
        "SELECT s, COUNT(*), SUM(n), AVG(n), MIN(n), MAX(s) FROM dataset GROUP BY s",
        "SELECT n, b, COUNT(*), COUNT(DISTINCT s) FROM dataset GROUP BY n, b HAVING COUNT(*) > 1",
        "SELECT s, COUNT(DISTINCT n) AS d, SUM(n) FROM dataset GROUP BY s ORDER BY d DESC, SUM(n) LIMIT 3",
        "SELECT STDDEV(n), VARIANCE(n), STDDEV_POP(n), VAR_POP(n), APPROX_COUNT_DISTINCT(n), APPROX_COUNT_DISTINCT(s), "
            + "MEDIAN(n), QUANTILE(n, 0.9) FROM dataset",
        "SELECT s, b, MEDIAN(n), STDDEV(n), COUNT(DISTINCT n), QUANTILE(n * 2, 0.25), COUNT(DISTINCT b), "
            + "APPROX_COUNT_DISTINCT(b) FROM dataset GROUP BY s, b",
        "SELECT n, MEDIAN(n) AS m, QUANTILE(LENGTH(s), 0.1) FROM dataset GROUP BY n HAVING MEDIAN(n) > 0 ORDER BY m "
            + "DESC LIMIT 4",
        "SELECT s FROM dataset GROUP BY s LIMIT 2",
        "SELECT b, s, n FROM dataset GROUP BY b, s, n ORDER BY n NULLS FIRST",
    ];

    private static readonly Gen<string> Tables =
        Gen.Select(
            Gen.OneOf("", "''", "a", "ab", "b", "c,", "ä").Select(text => text.TrimEnd(',')),
            Gen.OneOf(
                "",
                "0",
                "1",
                "1.0",
                "-2.50",
                "10",
                "1e1",
                "123456789012345678",
                "99999999999999999999999999",
                "0.000000000000000000001"),
            Gen.OneOf("", "true", "FALSE"),
            (text, number, flag) => $"{text},{number},{flag}")
        .Array[1, 40].Select(rows => string.Join('\n', ["s,n:number,b:boolean", .. rows]));

    [Fact]
    public void Any_cut_any_tree_of_merges_and_any_memory_give_the_same_bytes()
    {
        Gen.Select(
                Tables,
                Gen.OneOf(Queries),
                Gen.OneOf(OutputFormat.Csv, OutputFormat.Json, OutputFormat.JsonLines),
                Gen.Int[0, 40].Array[0, 7],
                Gen.Int[0, 1000],
                Gen.OneOf(1, 200, 2000))
            .Sample(
                (table, sql, output, cuts, seed, budget) =>
                {
                    var whole = new QueryRunner(sql, table, output) { BatchRows = 100 }.Run();
                    Assert.Equal(whole, new QueryRunner(sql, table, output) { Cuts = cuts }.Run());
                    Assert.Equal(
                        whole,
                        new QueryRunner(sql, table, output, memoryBudget: budget)
                        {
                            Cuts = cuts,
                            Tree = new Random(seed),
                        }.Run());
                },
                iter: 400);
    }

    [Fact]
    public void Rows_keep_the_order_and_the_bytes_of_the_file() => Assert.Equal(
        "station,t,ok\noslo,-1.5,true\nrome,20,false\noslo,2.25,true\n,7,\nrome,,true\noslo,-1.50,\n",
        QueryRunner.Run("SELECT * FROM dataset", Weather));

    [Fact]
    public void Computed_items_are_canonical() => Assert.Equal(
        "x,t + 0\nOSLO,-1.5\nOSLO,2.25\nOSLO,-1.5\n",
        QueryRunner.Run("SELECT UPPER(station) AS x, t + 0 FROM dataset WHERE station = 'oslo'", Weather));

    [Fact]
    public void Ties_of_an_order_stay_in_file_order_and_NULLs_come_last_whatever_the_direction()
    {
        Assert.Equal(
            "t,ok\n-1.5,true\n-1.50,\n2.25,true\n7,\n20,false\n,true\n",
            QueryRunner.Run("SELECT t, ok FROM dataset ORDER BY t", Weather));
        Assert.Equal(
            "t,ok\n20,false\n7,\n2.25,true\n-1.5,true\n-1.50,\n,true\n",
            QueryRunner.Run("SELECT t, ok FROM dataset ORDER BY t DESC", Weather));
        Assert.Equal(
            "t,ok\n,true\n20,false\n",
            QueryRunner.Run("SELECT t, ok FROM dataset ORDER BY t DESC NULLS FIRST LIMIT 2", Weather));
    }

    [Fact]
    public void Aggregates_of_groups_come_in_key_order() =>
        Assert.Equal(
            "station,n,a,low,high,d\noslo,3,-0.25,-1.5,2.25,2\nrome,2,20,20,20,1\n,1,7,7,7,1\n",
            QueryRunner.Run(
                "SELECT station, COUNT(*) AS n, AVG(t) AS a, MIN(t) AS low, MAX(t) AS high, COUNT(DISTINCT t) AS d "
                    + "FROM dataset GROUP BY station",
                Weather));

    [Fact]
    public void Spread_and_quantiles_of_groups_leave_NULLs_out() =>
        Assert.Equal(
            "station,v,p,d,m,q,n\noslo,4.6875,3.125,2.16506350946109662,-1.5,0.375,2\nrome,,0,,20,20,1\n,,0,,7,7,1\n",
            QueryRunner.Run(
                "SELECT station, VARIANCE(t) AS v, VAR_POP(t) AS p, STDDEV(t) AS d, MEDIAN(t) AS m, QUANTILE(t, 0.75) "
                    + "AS q, APPROX_COUNT_DISTINCT(t) AS n FROM dataset GROUP BY station",
                Weather));

    [Theory]
    [InlineData("1", "1", "0")]
    [InlineData("1,2", "1.5", "0.707106781186547524")]
    [InlineData("-5,5", "0", "7.07106781186547524")]
    [InlineData("0.1,0.1,0.1", "0.1", "0")]
    [InlineData("1e300,-1e300,3", "3", null)]
    [InlineData(
        "0.000000000000000000000000000001,0.000000000000000000000000000003",
        "0.000000000000000000000000000002",
        "0.00000000000000000000000000000141421356237309505")]
    [InlineData("999999999999999999,1000000000000000001", "1000000000000000000", "1.41421356237309505")]
    public void Medians_are_exact_and_deviations_are_rounded_once(string numbers, string median, string? deviation)
    {
        var result = QueryRunner.Run(
            "SELECT MEDIAN(n) AS m, COALESCE(STDDEV(n), 0) AS d FROM dataset",
            "n:number\n" + numbers.Replace(',', '\n'));
        Assert.StartsWith($"m,d\n{median},{deviation}", result, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_filtered_ordered_and_limited()
    {
        Assert.Equal(
            "station\nrome\noslo\n",
            QueryRunner.Run(
                "SELECT station FROM dataset GROUP BY station HAVING COUNT(*) > 1 ORDER BY SUM(t) DESC",
                Weather));
        Assert.Equal(
            "n\n3\n2\n",
            QueryRunner.Run("SELECT COUNT(*) AS n FROM dataset GROUP BY station LIMIT 2", Weather));
        Assert.Equal("n\n", QueryRunner.Run("SELECT COUNT(*) AS n FROM dataset GROUP BY station LIMIT 0", Weather));
        Assert.Equal(
            "ok,n\n,2\nfalse,1\ntrue,3\n",
            QueryRunner.Run("SELECT ok, COUNT(*) AS n FROM dataset GROUP BY ok ORDER BY ok NULLS FIRST", Weather));
    }

    [Fact]
    public void Without_records_there_is_one_row_of_aggregates_and_no_group()
    {
        const string none =
            "SELECT COUNT(*), SUM(t), AVG(t), MIN(station), COUNT(DISTINCT t) FROM dataset WHERE t > 100";
        Assert.Equal("COUNT(*),SUM(t),AVG(t),MIN(station),COUNT(DISTINCT t)\n0,,,,0\n", QueryRunner.Run(none, Weather));
        const string spread =
            "SELECT STDDEV(t) AS a, VAR_POP(t) AS b, MEDIAN(t) AS c, QUANTILE(t, 1) AS d, APPROX_COUNT_DISTINCT(t) AS "
                + "e FROM dataset WHERE t > 100";
        Assert.Equal("a,b,c,d,e\n,,,,0\n", QueryRunner.Run(spread, Weather));
        Assert.Equal(
            "n\n",
            QueryRunner.Run("SELECT COUNT(*) AS n FROM dataset WHERE t > 100 GROUP BY station", Weather));
        Assert.Equal("n\n", QueryRunner.Run("SELECT COUNT(*) AS n FROM dataset HAVING COUNT(*) > 100", Weather));
    }

    [Fact]
    public void A_result_is_laid_out_as_its_format_says()
    {
        const string two = "SELECT station, t, ok FROM dataset LIMIT 2";
        Assert.Equal(
            "{\"station\":\"oslo\",\"t\":-1.5,\"ok\":true}\n{\"station\":\"rome\",\"t\":20,\"ok\":false}\n",
            QueryRunner.Run(two, Weather, OutputFormat.JsonLines));
        Assert.Equal(
            "[\n{\"station\":\"oslo\",\"t\":-1.5,\"ok\":true},\n{\"station\":\"rome\",\"t\":20,\"ok\":false}\n]\n",
            QueryRunner.Run(two, Weather, OutputFormat.Json));
        Assert.Equal("station,t,ok\noslo,-1.5,true\nrome,20,false\n", QueryRunner.Run(two, Weather));
    }

    [Fact]
    public void A_result_without_rows_is_still_of_its_format()
    {
        const string none = "SELECT station, t FROM dataset WHERE FALSE";
        Assert.Equal("", QueryRunner.Run(none, Weather, OutputFormat.JsonLines));
        Assert.Equal("[]\n", QueryRunner.Run(none, Weather, OutputFormat.Json));
        Assert.Equal("station,t\n", QueryRunner.Run(none, Weather));
    }

    internal static IOperation Create(string settings)
    {
        var element = JsonDocument.Parse(settings).RootElement;
        var request = new JobRequest(["x"], new OperationRequest(element.GetProperty("type").GetString()!, element));
        var format = new DelimitedFormat(
            (byte)',',
            null,
            true,
            [
                new Column("station", ColumnKind.Text),
                new Column("t", ColumnKind.Number),
                new Column("ok", ColumnKind.Boolean),
            ]);
        return OperationRegistry.All.Create(
            new OperationContext(request, format, new DataRoot(Path.GetTempPath()), EntrySorter.DefaultBudget));
    }
}
