using Pipeline.Core.Errors;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Tests.Query.Expressions;

namespace Pipeline.Operations.Tests.Query.Binding;

public sealed class BinderErrorTests
{
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
    [InlineData("SELECT LOWER(y) AS x FROM dataset WHERE x = 'a'",
        "x is the alias of a SELECT item, which WHERE cannot use")]
    public void JSON_records_need_names(string sql, string message)
    {
        var error = Assert.Throws<InvalidRequestException>(() => SqlRows.Bind(sql, BinderTests.Events));

        Assert.Contains(message, error.Message);
    }

    private static BoundQuery Bind(string sql) => SqlRows.Bind(sql, BinderTests.Weather);
}
