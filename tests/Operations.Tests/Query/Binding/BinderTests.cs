using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Tests.Query.Expressions;

namespace Pipeline.Operations.Tests.Query.Binding;

public sealed class BinderTests
{
    private static readonly RecordFormat Weather = new DelimitedFormat(
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

    private static readonly RecordFormat Events = new JsonLinesFormat([
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

    [Theory]
    [InlineData(
        "SELECT stattion FROM dataset",
        "there is no column stattion, did you mean station? The columns are station, t, \"Max T\", wet, Code, CODE "
            + "(line "
            + "1, column 8)")]
    [InlineData(
        "SELECT zzz FROM dataset",
        "there is no column zzz; the columns are station, t, \"Max T\", wet, Code, CODE")]
    [InlineData("SELECT \"Station\" FROM dataset", "there is no column Station, did you mean station?")]
    [InlineData(
        "SELECT code FROM dataset",
        "code matches the columns \"Code\" and \"CODE\": write the exact name in double quotes, or rename the columns "
            + "with format.columns")]
    [InlineData(
        "SELECT station, COUNT(*) FROM dataset",
        "station is neither in GROUP BY nor inside an aggregate: add it to GROUP BY, or aggregate the group's values, "
            + "as in MIN(station)")]
    [InlineData(
        "SELECT COUNT(*) FROM dataset GROUP BY station HAVING t > 5",
        "t is neither in GROUP BY nor inside an aggregate")]
    [InlineData("SELECT COUNT(*) FROM dataset GROUP BY station ORDER BY zzz", "there is no column zzz")]
    [InlineData(
        "SELECT t FROM dataset WHERE SUM(t) > 5",
        "SUM is an aggregate, which is not allowed in WHERE: write conditions on groups in HAVING")]
    [InlineData("SELECT SUM(MAX(t)) FROM dataset", "MAX is an aggregate, which is not allowed in an aggregate")]
    [InlineData(
        "SELECT COUNT(*) AS n FROM dataset GROUP BY n",
        "COUNT is an aggregate, which is not allowed in GROUP BY")]
    [InlineData("SELECT COUNT(*) FROM dataset GROUP BY 1", "COUNT is an aggregate, which is not allowed in GROUP BY")]
    [InlineData(
        "SELECT t + 1 AS x FROM dataset WHERE x > 5",
        "x is the alias of a SELECT item, which WHERE cannot use: write the item's expression, t + 1")]
    [InlineData(
        "SELECT t AS x, station AS x FROM dataset ORDER BY x",
        "x is the name of 2 items: give each item a different name")]
    [InlineData(
        "SELECT SUM(station) FROM dataset",
        "SUM needs a number, but station is text: if it holds numbers, write CAST(station AS DECIMAL), or set the "
            + "column's kind in format.types")]
    [InlineData(
        "SELECT AVG(wet) FROM dataset",
        "AVG needs a number, but wet is a boolean: write CASE WHEN wet THEN 1 ELSE 0 END")]
    [InlineData(
        "SELECT MAX(wet) FROM dataset",
        "MAX needs a number or text, but wet is a boolean: write MAX(CASE WHEN wet THEN 1 ELSE 0 END)")]
    [InlineData("SELECT SUM(DISTINCT t) FROM dataset", "DISTINCT is only supported in COUNT(DISTINCT x)")]
    [InlineData(
        "SELECT APPROX_COUNT_DISTINCT(DISTINCT t) FROM dataset",
        "APPROX_COUNT_DISTINCT is the same without it")]
    [InlineData("SELECT STDDEV(station) FROM dataset", "STDDEV needs a number, but station is text")]
    [InlineData("SELECT MEDIAN(t, 0.5) FROM dataset", "MEDIAN takes one argument, found 2")]
    [InlineData(
        "SELECT QUANTILE(t) FROM dataset",
        "QUANTILE takes two arguments, found 1: a number and a position from 0 to 1, as in QUANTILE(x, 0.9)")]
    [InlineData(
        "SELECT QUANTILE(t, 90) FROM dataset",
        "the second argument of QUANTILE must be a constant number from 0 to 1")]
    [InlineData(
        "SELECT QUANTILE(t, t) FROM dataset",
        "the second argument of QUANTILE must be a constant number from 0 to 1")]
    [InlineData(
        "SELECT QUANTILE(t, NULL) FROM dataset",
        "the second argument of QUANTILE must be a constant number from 0 to 1")]
    [InlineData("SELECT MEDIAN(station) FROM dataset", "MEDIAN needs a number, but station is text")]
    [InlineData("SELECT t FROM dataset WHERE MEDIAN(t) > 5", "MEDIAN is an aggregate, which is not allowed in WHERE")]
    [InlineData("SELECT COUNT() FROM dataset", "COUNT takes one argument, found 0: COUNT(*) counts records")]
    [InlineData(
        "SELECT t FROM dataset WHERE t",
        "WHERE needs a condition, but t is a number: compare it with something, as in t <> 0")]
    [InlineData("SELECT COUNT(*) FROM dataset HAVING COUNT(*)", "HAVING needs a condition, but COUNT(*) is a number")]
    [InlineData(
        "SELECT t FROM dataset WHERE t > '5'",
        "t is a number and '5' is text, expected the same kind: write the number without quotes")]
    [InlineData(
        "SELECT t FROM dataset WHERE station = 5",
        "station is text and 5 is a number, expected the same kind: if it holds numbers, write CAST(station AS "
            + "DECIMAL)")]
    [InlineData(
        "SELECT t FROM dataset WHERE wet = 'true'",
        "wet is a boolean and 'true' is text, expected the same kind: if it holds true and false, write CAST('true' AS "
            + "BOOLEAN)")]
    [InlineData(
        "SELECT CASE WHEN wet THEN 1 ELSE 'x' END FROM dataset",
        "1 is a number and 'x' is text, expected the same kind")]
    [InlineData("SELECT LENGTH(t) FROM dataset", "LENGTH needs text, but t is a number: write CAST(t AS TEXT)")]
    [InlineData("SELECT LENGHT(station) FROM dataset", "there is no function LENGHT, did you mean LENGTH?")]
    [InlineData("SELECT FOO_BAR(station) FROM dataset", "there is no function FOO_BAR, expected one of ABS, ROUND")]
    [InlineData("SELECT ABS(t, 2) FROM dataset", "ABS takes 1 argument, found 2")]
    [InlineData("SELECT SUBSTR(station) FROM dataset", "SUBSTR takes 2 or 3 arguments, found 1")]
    [InlineData("SELECT ABS(DISTINCT t) FROM dataset", "ABS does not support DISTINCT, only COUNT(DISTINCT x) does")]
    [InlineData(
        "SELECT ROUND(t, t) FROM dataset",
        "the second argument of ROUND, the decimal places to keep, must be a constant whole number from -18 to 18")]
    [InlineData(
        "SELECT ROUND(t, 19) FROM dataset",
        "the second argument of ROUND, the decimal places to keep, must be a constant whole number from -18 to 18")]
    [InlineData("SELECT CAST(t AS DECIMEL) FROM dataset", "there is no type DECIMEL, did you mean DECIMAL?")]
    [InlineData("SELECT CAST(t AS BOOLEAN) FROM dataset", "a number cannot be cast to a boolean: write t <> 0")]
    [InlineData(
        "SELECT CAST('abc' AS DECIMAL) FROM dataset",
        "CAST('abc' AS DECIMAL): \"abc\" is not a number (line 1, column 8)")]
    [InlineData(
        "SELECT DATE_TRUNC('mont', station) FROM dataset",
        "DATE_TRUNC does not support mont, did you mean month? (line 1, column 19)")]
    [InlineData(
        "SELECT DATE_TRUNC('dow', station) FROM dataset",
        "DATE_TRUNC does not support dow, expected one of year, quarter, month, week, day, hour, minute, second")]
    [InlineData(
        "SELECT DATE_TRUNC(station, 'month') FROM dataset",
        "the first argument of DATE_TRUNC must be a part of a time in quotes, as in DATE_TRUNC('month', …)")]
    [InlineData(
        "SELECT EXTRACT(yaer FROM station) FROM dataset",
        "EXTRACT does not support yaer, did you mean year? (line 1, column 16)")]
    [InlineData(
        "SELECT EXTRACT(century FROM station) FROM dataset",
        "EXTRACT does not support century, expected one of year, quarter, month, week, day, hour, minute, second, "
            + "dow, isodow, "
            + "doy, isoyear, epoch")]
    [InlineData("SELECT DATE_DIFF('day', station) FROM dataset", "DATE_DIFF takes 3 arguments, found 2")]
    [InlineData("SELECT DATE_DIFF('epoch', station, station) FROM dataset", "DATE_DIFF does not support epoch")]
    [InlineData("SELECT DATE_TRUNC('day', t) FROM dataset", "DATE_TRUNC needs text, but t is a number")]
    [InlineData(
        "SELECT DATE '2026-02-29' FROM dataset",
        "DATE '2026-02-29': \"2026-02-29\" is not a date or time in ISO 8601, such as 2026-01-31, 2026-01-31T10:20:30Z "
            + "or 2026-01-31T10:20:30.5+02:00 (line 1, column 8)")]
    [InlineData(
        "SELECT TIMESTAMP '0001-01-01T00:00+01:00' FROM dataset",
        "\"0001-01-01T00:00+01:00\" is outside the years 1 to 9999 in UTC")]
    [InlineData(
        "SELECT t FROM dataset WHERE station > DATE '2026-01-31'",
        "DATE '2026-01-31' is a time and station is text, expected the same kind: if station holds times, write "
            + "CAST(station AS TIMESTAMP)")]
    [InlineData(
        "SELECT t FROM dataset WHERE CAST(station AS DATE) > 'soon'",
        "'soon': \"soon\" is not a date or time in ISO 8601")]
    [InlineData(
        "SELECT t FROM dataset WHERE CAST(station AS DATE) > 5",
        "CAST(station AS DATE) is a time and 5 is a number, expected the same kind: a time can be compared with a time "
            + "or with text such as '2026-01-31', and EXTRACT(EPOCH FROM CAST(station AS DATE)) is a number")]
    [InlineData(
        "SELECT COUNT(*) FROM dataset HAVING MAX(CAST(station AS DATE)) > MIN(station)",
        "MAX(CAST(station AS DATE)) is a time and MIN(station) is text")]
    [InlineData(
        "SELECT CAST(station AS DATE) - DATE '2026-01-01' FROM dataset",
        "- needs a number, but CAST(station AS DATE) is a time: write DATE_DIFF('day', from, to) for a difference, or "
            + "EXTRACT(EPOCH FROM x) for a number")]
    [InlineData(
        "SELECT SUM(CAST(station AS TIMESTAMP)) FROM dataset",
        "SUM needs a number, but CAST(station AS TIMESTAMP) is a time")]
    [InlineData(
        "SELECT CAST(DATE '2026-01-01' AS DECIMAL) FROM dataset",
        "a time cannot be cast to a number: write EXTRACT(EPOCH FROM DATE '2026-01-01')")]
    [InlineData(
        "SELECT CAST(t AS DATE) FROM dataset",
        "t is a number, but only text in ISO 8601 can be cast to a time, such as 2026-01-31")]
    [InlineData(
        "SELECT NOW() FROM dataset",
        "NOW is not supported: a result must not depend on when the job runs: write the time itself, as in "
            + "DATE '2026-01-31'")]
    [InlineData("SELECT YEAR(station) FROM dataset", "YEAR is not supported: write EXTRACT(YEAR FROM x)")]
    [InlineData(
        "SELECT DATEDIFF('day', station, station) FROM dataset",
        "there is no function DATEDIFF, did you mean DATE_DIFF?")]
    [InlineData(
        "SELECT QUANTILE_CONT(t, 0.5) FROM dataset",
        "QUANTILE_CONT is not supported: write QUANTILE(x, q), which is the same")]
    [InlineData(
        "SELECT 1e1001 FROM dataset",
        "1e1001 is not a number with at most 1000 digits and an exponent of at most 1000")]
    [InlineData("SELECT t FROM dataset ORDER BY 2", "ORDER BY 2 refers to an item by its position, expected 1 to 1")]
    [InlineData("SELECT t FROM dataset GROUP BY 0", "GROUP BY 0 refers to an item by its position, expected 1 to 1")]
    [InlineData(
        "SELECT * FROM dataset GROUP BY t",
        "SELECT * cannot be used with groups: name the keys and aggregates to select (line 1, "
            + "column 8)")]
    public void What_means_nothing_is_refused_with_a_way_out(string sql, string message)
    {
        var error = Assert.Throws<InvalidRequestException>(() => Bind(sql));

        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("SELECT * FROM dataset", "name the paths, as in SELECT user.name, size")]
    [InlineData("SELECT LOWER(y) AS x FROM dataset WHERE x = 'a'", "x is the alias of a SELECT item, which WHERE cannot use")]
    public void JSON_records_need_names(string sql, string message)
    {
        var error = Assert.Throws<InvalidRequestException>(() => SqlRows.Bind(sql, Events));

        Assert.Contains(message, error.Message);
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
