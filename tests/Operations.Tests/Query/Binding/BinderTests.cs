using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Tests.Query.Expressions;

namespace Pipeline.Operations.Tests.Query.Binding;

public sealed class BinderTests
{
    internal static readonly RecordFormat Weather = new DelimitedFormat(
        (byte)';',
        null,
        true,
        [
            new("station", ColumnKind.Text),
            new("t", ColumnKind.Number),
            new("Max T", ColumnKind.Number),
            new("wet", ColumnKind.Boolean),
            new("Code", ColumnKind.Text),
            new("CODE", ColumnKind.Text),
        ]);

    internal static readonly RecordFormat Events = new JsonLinesFormat([
        new("user.name", ColumnKind.Text),
        new("size", ColumnKind.Number),
    ]);

    [Fact]
    public void Only_columns_that_are_used_are_read_each_once()
    {
        var query = Bind("SELECT t + 1, CAST(t AS TEXT), STATION FROM dataset WHERE wet AND t > 5");

        Assert.Equal(["wet", "t", "station"], query.Columns);
        Assert.Empty(Bind("SELECT COUNT(*) FROM dataset").Columns);
    }

    [Fact]
    public void Bare_columns_are_marked_and_keep_their_kind()
    {
        var query = Bind("SELECT station, t AS temperature, t + 0, CAST(t AS TEXT) AS raw FROM dataset");

        var column = Assert.IsType<ColumnItem>(query.Items[1]);
        Assert.Equal(("temperature", ColumnKind.Number, 1), (column.Name, column.Kind, column.Column));
        Assert.Equal(ColumnKind.Text, column.Raw.Kind);
        Assert.IsType<BoundItem>(query.Items[2]);
        Assert.Equal(
            ("raw", ColumnKind.Text, 1),
            (query.Items[3].Name, query.Items[3].Kind, Assert.IsType<ColumnItem>(query.Items[3]).Column));
    }

    [Fact]
    public void Star_is_all_columns_in_order()
    {
        var query = Bind("SELECT * FROM dataset ORDER BY 2 LIMIT 3");

        Assert.Equal(["station", "t", "Max T", "wet", "Code", "CODE"], query.Columns);
        Assert.Equal(query.Columns, query.Items.Select(item => item.Name));
        Assert.Same(query.Items[1].Expression, query.OrderBy[0].Expression);
        Assert.Equal(3, query.Limit);
    }

    [Fact]
    public void Items_are_named_after_AS_the_column_or_their_text_and_differ()
    {
        var query = Bind("SELECT STATION, station, t  +1, t AS station, \"Max T\" AS station_2 FROM dataset");

        Assert.Equal(
            ["station", "station_3", "t  +1", "station_4", "station_2"],
            query.Items.Select(item => item.Name));
    }

    [Theory]
    [InlineData("SELECT MAX(t), station, SUM(t) FROM dataset GROUP BY station", "station")]
    [InlineData(
        "SELECT UPPER(station) || '!' AS name, 1 AS one, t + MAX(t) AS more, wet FROM dataset GROUP BY 1, t, wet",
        "name wet")]
    [InlineData("SELECT station, t FROM dataset", "")]
    [InlineData("SELECT 1 AS one, COUNT(*) FROM dataset", "")]
    public void Items_made_of_keys_alone_tell_the_groups_apart(string sql, string keys) =>
        Assert.Equal(keys, string.Join(' ', Bind(sql).Items.Where(item => item.IsKey).Select(item => item.Name)));

    [Fact]
    public void Groups_have_their_keys_and_each_different_aggregate_once()
    {
        var query = Bind(
            "SELECT LOWER(station) AS s, AVG(t), MAX(t) - MIN(t), COUNT(*) FROM dataset GROUP BY s HAVING COUNT(*) > 1 "
                + "AND AVG(t) < 5 ORDER BY AVG(t) DESC NULLS FIRST, s");

        var groups = query.Aggregation!;
        Assert.Equal(ColumnKind.Text, Assert.Single(groups.Keys).Kind);
        Assert.Equal(
            [AggregateFunction.Avg, AggregateFunction.Max, AggregateFunction.Min, AggregateFunction.CountAll],
            groups.Calls.Select(call => call.Function));
        Assert.Equal(
            [ColumnKind.Text, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number],
            query.Items.Select(item => item.Kind));
        Assert.Same(query.Items[1].Expression, query.OrderBy[0].Expression);
        Assert.Equal((true, true), (query.OrderBy[0].Descending, query.OrderBy[0].NullsFirst));
        Assert.Same(query.Items[0].Expression, query.OrderBy[1].Expression);
    }

    [Fact]
    public void Expressions_over_groups_are_evaluated_over_keys_then_calls()
    {
        var query = Bind(
            "SELECT UPPER(station) || '!', MAX(t) - MIN(t) AS range FROM dataset GROUP BY station, wet HAVING MAX(t) > "
                + "1 OR wet");
        var context = query.NewGroupContext();
        context.Start([Texts("a", "b"), Booleans(false, true), Numbers(5, 1), Numbers(2, 1)], 2);

        Assert.Equal(["A!", "B!"], SqlRows.Show(query.Items[0].Expression.Evaluate(context)));
        Assert.Equal(["3", "0"], SqlRows.Show(query.Items[1].Expression.Evaluate(context)));
        Assert.Equal(["true", "true"], SqlRows.Show(query.Aggregation!.Having!.Evaluate(context)));
    }

    [Theory]
    [InlineData("SELECT station FROM dataset GROUP BY 1")]
    [InlineData("SELECT station AS s FROM dataset GROUP BY s")]
    [InlineData("SELECT LOWER(station) FROM dataset GROUP BY lower(STATION)")]
    [InlineData("SELECT LOWER(station) || 'x' FROM dataset GROUP BY LOWER(station)")]
    [InlineData("SELECT LOWER(station) FROM dataset GROUP BY station")]
    [InlineData("SELECT CASE WHEN t > 5 THEN 'warm' ELSE 'cold' END FROM dataset GROUP BY t > 5")]
    [InlineData("SELECT t > 5 AS warm FROM dataset GROUP BY warm HAVING warm ORDER BY warm")]
    [InlineData("SELECT CAST(t AS TEXT) FROM dataset GROUP BY CAST(t AS TEXT)")]
    [InlineData("SELECT CAST(t AS TEXT) FROM dataset GROUP BY t")]
    [InlineData("SELECT 'all', 1 + 1 FROM dataset GROUP BY 'all'")]
    [InlineData("SELECT COUNT(*) AS station FROM dataset GROUP BY station HAVING station > 'a' ORDER BY station + 1")]
    [InlineData("SELECT AVG(t) AS t FROM dataset GROUP BY station HAVING t > 5 AND MAX(t) > 6")]
    [InlineData("SELECT COUNT(*) AS wet FROM dataset GROUP BY station HAVING wet + 1 > 5 ORDER BY wet * 2")]
    [InlineData("SELECT -COUNT(*), COUNT(DISTINCT station), SUM(t * 2) / COUNT(t) FROM dataset")]
    [InlineData("SELECT 1 FROM dataset HAVING TRUE")]
    [InlineData("SELECT DATE_TRUNC('month', station) FROM dataset GROUP BY date_trunc('MONTH', Station)")]
    [InlineData("SELECT EXTRACT(year FROM station) AS y FROM dataset GROUP BY y ORDER BY EXTRACT('year' FROM station)")]
    [InlineData(
        "SELECT CAST(station AS DATE) AS d FROM dataset GROUP BY d HAVING d > '2026-01-01' AND MAX(CAST(station AS "
            + "TIMESTAMP)) < TIMESTAMP '2026-01-31T10:20Z'")]
    public void Groups_can_be_written_in_many_ways(string sql)
    {
        Assert.NotNull(Bind(sql).Aggregation);
    }

    [Theory]
    [InlineData("SELECT station AS s FROM dataset ORDER BY s")]
    [InlineData("SELECT t AS station FROM dataset ORDER BY station + 1")]
    [InlineData("SELECT t FROM dataset ORDER BY LENGTH(station)")]
    [InlineData("SELECT NULL, COALESCE(NULL, t), CASE WHEN wet THEN NULL ELSE t END FROM dataset WHERE NULL")]
    [InlineData("SELECT \"Code\", \"CODE\" FROM dataset")]
    public void Rows_can_be_written_in_many_ways(string sql)
    {
        Assert.Null(Bind(sql).Aggregation);
    }

    [Fact]
    public void Any_path_of_JSON_exists_and_is_text()
    {
        var query = SqlRows.Bind(
            "SELECT user.NAME AS name, LOWER(x) AS x, SUM(size) AS n FROM dataset WHERE tags.first = 'a' GROUP BY "
                + "user.name, x HAVING n > 5",
            Events);

        Assert.Equal(["tags.first", "user.name", "x", "size"], query.Columns);
        Assert.Equal(ColumnKind.Text, query.Aggregation!.Keys[1].Kind);
    }

    private static BoundQuery Bind(string sql) => SqlRows.Bind(sql, Weather);

    private static TextVector Texts(params string[] values)
    {
        var vector = new TextVector();
        vector.Reset(values.Length);
        for (var i = 0; i < values.Length; i++)
            vector.Set(i, System.Text.Encoding.UTF8.GetBytes(values[i]));
        return vector;
    }

    private static NumberVector Numbers(params long[] values)
    {
        var vector = new NumberVector();
        vector.Reset(values.Length);
        for (var i = 0; i < values.Length; i++)
            vector.Set(i, values[i], 0);
        vector.Complete();
        return vector;
    }

    private static BooleanVector Booleans(params bool[] values)
    {
        var vector = new BooleanVector();
        vector.Reset(values.Length);
        for (var i = 0; i < values.Length; i++)
            vector.Set(i, values[i]);
        return vector;
    }
}
