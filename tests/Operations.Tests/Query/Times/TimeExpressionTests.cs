using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Operations.Tests.Query.Expressions;

namespace Pipeline.Operations.Tests.Query.Times;

public sealed class TimeExpressionTests
{
    [Theory]
    [InlineData("year", "2024-01-01T00:00:00+05:30", "2024-01-01")]
    [InlineData("quarter", "2024-01-01T00:00:00+05:30", "2024-01-01")]
    [InlineData("month", "2024-02-01T00:00:00+05:30", "2024-02-01")]
    [InlineData("week", "2024-02-26T00:00:00+05:30", "2024-02-26")]
    [InlineData("day", "2024-02-29T00:00:00+05:30", "2024-02-29")]
    [InlineData("hour", "2024-02-29T23:00:00+05:30", "2024-02-29")]
    [InlineData("minute", "2024-02-29T23:59:00+05:30", "2024-02-29")]
    [InlineData("second", "2024-02-29T23:59:58+05:30", "2024-02-29")]
    public void A_time_is_cut_down_as_it_is_written(string part, string time, string date)
    {
        Assert.Equal(
            time,
            SqlRows.Evaluate($"DATE_TRUNC('{part}', t)", [null, null, "2024-02-29 23:59:58.987654321+05:30"]));
        Assert.Equal(date, SqlRows.Evaluate($"DATE_TRUNC('{part}', t)", [null, null, "2024-02-29"]));
        Assert.Equal(time[..19], SqlRows.Evaluate($"DATE_TRUNC('{part}', TIMESTAMP '2024-02-29T23:59:58.9Z')"));
        Assert.Equal(date, SqlRows.Evaluate($"DATE_TRUNC('{part}', DATE '2024-02-29')"));
    }

    [Theory]
    [InlineData("0001-01-01", "0001-01-01")]
    [InlineData("9999-12-31", "9999-12-27")]
    [InlineData("2021-01-03T10:00Z", "2020-12-28T00:00:00Z")]
    [InlineData("2021-01-03T10:00-0130", "2020-12-28T00:00:00-0130")]
    [InlineData(" 2021-01-04\t", "2021-01-04")]
    public void Weeks_begin_on_Mondays(string time, string monday) =>
        Assert.Equal(monday, SqlRows.Evaluate("DATE_TRUNC('week', t)", [null, null, time]));

    [Theory]
    [InlineData("year", "2021")]
    [InlineData("quarter", "1")]
    [InlineData("month", "1")]
    [InlineData("week", "53")]
    [InlineData("isoyear", "2020")]
    [InlineData("day", "3")]
    [InlineData("hour", "1")]
    [InlineData("minute", "20")]
    [InlineData("second", "30")]
    [InlineData("dow", "0")]
    [InlineData("isodow", "7")]
    [InlineData("doy", "3")]
    [InlineData("epoch", "1609629630.000000001")]
    public void Parts_are_those_that_are_written_but_the_epoch_is_of_UTC(string part, string expected)
    {
        Assert.Equal(
            expected,
            SqlRows.Evaluate($"EXTRACT({part} FROM t)", [null, null, "2021-01-03T01:20:30.000000001+02:00"]));
        Assert.Equal(
            expected,
            SqlRows.Evaluate($"DATE_PART('{part}', t)", [null, null, "2021-01-03T01:20:30.000000001+02:00"]));
    }

    [Theory]
    [InlineData("1970-01-01", "0")]
    [InlineData("1969-12-31T23:59:59.5", "-0.5")]
    [InlineData("0001-01-01", "-62135596800")]
    [InlineData("9999-12-31T23:59:59.999999999Z", "253402300799.999999999")]
    [InlineData("0001-01-01T00:00+14:00", "-62135647200")]
    public void Epochs_are_exact_from_the_year_1_to_9999(string time, string epoch) =>
        Assert.Equal(epoch, SqlRows.Evaluate($"EXTRACT(epoch FROM '{time}')"));

    [Theory]
    [InlineData("year", "2023-12-31", "2024-01-01", "1")]
    [InlineData("year", "2024-01-01", "2024-12-31", "0")]
    [InlineData("quarter", "2023-03-31", "2024-04-01", "5")]
    [InlineData("month", "2024-03-01", "2024-02-29", "-1")]
    [InlineData("week", "2024-03-03", "2024-03-04", "1")]
    [InlineData("day", "2024-02-28", "2024-03-01", "2")]
    [InlineData("day", "2024-02-28T23:59:59Z", "2024-02-29T00:00Z", "1")]
    [InlineData("day", "2024-01-01T00:30+01:00", "2024-01-01T00:30Z", "1")]
    [InlineData("hour", "2024-01-01T00:59:59", "2024-01-01T01:00", "1")]
    [InlineData("minute", "2024-01-01T10:00+02:00", "2024-01-01T08:00", "0")]
    [InlineData("second", "0001-01-01", "9999-12-31", "315537811200")]
    public void Differences_count_the_beginnings_between_two_instants(
        string part,
        string from,
        string to,
        string expected)
    {
        Assert.Equal(expected, SqlRows.Evaluate($"DATE_DIFF('{part}', t, u)", [null, null, from, to]));
        Assert.Equal(
            expected,
            SqlRows.Evaluate($"DATE_DIFF('{part}', CAST(t AS TIMESTAMP), CAST(u AS TIMESTAMP))", [null, null, from, to])
        );
    }

    [Theory]
    [InlineData("2024-01-01T12:00+02:00", "2024-01-01T10:00:00", "2024-01-01")]
    [InlineData("2024-01-01T00:30:00.250+01:00", "2023-12-31T23:30:00.25", "2024-01-01")]
    [InlineData("2024-01-01", "2024-01-01T00:00:00", "2024-01-01")]
    [InlineData("2024-01-01 00:00:00.000", "2024-01-01T00:00:00", "2024-01-01")]
    public void A_timestamp_is_the_instant_in_UTC_and_a_date_the_one_written(string text, string timestamp, string date)
    {
        foreach (var type in (string[])["TIMESTAMP", "TIMESTAMPTZ", "DATETIME"])
            Assert.Equal(timestamp, SqlRows.Evaluate($"CAST(t AS {type})", [null, null, text]));
        Assert.Equal(date, SqlRows.Evaluate("CAST(t AS DATE)", [null, null, text]));
        Assert.Equal(timestamp[..10], SqlRows.Evaluate("CAST(CAST(t AS TIMESTAMP) AS DATE)", [null, null, text]));
        Assert.Equal(timestamp, SqlRows.Evaluate("CAST(CAST(t AS TIMESTAMP) AS TEXT)", [null, null, text]));
    }

    [Theory]
    [InlineData("CAST(t AS TIMESTAMP) = CAST(u AS TIMESTAMP)", "true")]
    [InlineData("t = u", "false")]
    [InlineData("CAST(t AS TIMESTAMP) = '2024-01-01T10:00Z'", "true")]
    [InlineData("CAST(t AS TIMESTAMP) < TIMESTAMP '2024-01-01 10:00:00.000000001'", "true")]
    [InlineData("CAST(t AS TIMESTAMP) > DATE '2024-01-01'", "true")]
    [InlineData("DATE '2024-01-01' = TIMESTAMP '2024-01-01'", "true")]
    [InlineData("CAST(t AS DATE) = '2024-01-01'", "true")]
    [InlineData("CAST(t AS DATE) < '2024-01-01 00:00:01'", "true")]
    [InlineData("CAST(t AS TIMESTAMP) BETWEEN '2024-01-01' AND '2024-01-02'", "true")]
    [InlineData("CAST(t AS TIMESTAMP) IN ('2023-01-01', '2024-01-01 12:00+02', NULL)", "true")]
    [InlineData("CASE CAST(t AS DATE) WHEN '2024-01-01' THEN 1 END", "1")]
    [InlineData("CASE WHEN b THEN CAST(t AS DATE) ELSE TIMESTAMP '2024-01-01T01:00Z' END", "2024-01-01T01:00:00")]
    [InlineData("COALESCE(NULL, CAST(t AS DATE)) >= '2024-01-01'", "true")]
    [InlineData("NULLIF(CAST(t AS TIMESTAMP), '2024-01-01 10:00')", "NULL")]
    [InlineData("CAST(t AS TIMESTAMP) > NULL", "NULL")]
    [InlineData("CAST(NULL AS TIMESTAMP) > '2024-01-01'", "NULL")]
    [InlineData("CAST(CAST(t AS DATE) AS TEXT) < 'x'", "true")]
    [InlineData("DATE_TRUNC('month', CAST(t AS DATE)) = '2024-01-01'", "true")]
    [InlineData("CAST(t AS DATE) || '!'", "2024-01-01!")]
    [InlineData("DATE_TRUNC('day', n || '')", "NULL")]
    public void Times_compare_as_instants_and_literals_are_read_as_times(string expression, string expected) =>
        Assert.Equal(
            expected,
            SqlRows.Evaluate(expression, [null, null, "2024-01-01T12:00:00+02:00", "2024-01-01 10:00"]));

    [Theory]
    [InlineData("")]
    [InlineData("2024")]
    [InlineData("2024-1-1")]
    [InlineData("20240101")]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-01")]
    [InlineData("2024-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("-2024-01-01")]
    [InlineData("2024-01-01T")]
    [InlineData("2024-01-01t10:00")]
    [InlineData("2024-01-01T10")]
    [InlineData("2024-01-01T24:00")]
    [InlineData("2024-01-01T10:60")]
    [InlineData("2024-01-01T10:00:60")]
    [InlineData("2024-01-01T10:00:00.")]
    [InlineData("2024-01-01T10:00:00,5")]
    [InlineData("2024-01-01T10:00:00.1234567890")]
    [InlineData("2024-01-01T10:00z")]
    [InlineData("2024-01-01T10:00+2")]
    [InlineData("2024-01-01T10:00+2:00")]
    [InlineData("2024-01-01T10:00+24:00")]
    [InlineData("2024-01-01T10:00+02:60")]
    [InlineData("2024-01-01T10:00 +02:00")]
    [InlineData("2024-01-01T10:00 Europe/Vienna")]
    [InlineData("01/02/2024")]
    [InlineData("２０２４-01-01")]
    public void What_is_no_time_in_ISO_8601_is_a_fault(string text)
    {
        foreach (var expression in (string[])
                [
                    "CAST(t AS DATE)",
                    "CAST(t AS TIMESTAMP)",
                    "DATE_TRUNC('day', t)",
                    "EXTRACT(year FROM t)",
                    "DATE_DIFF('day', t, u)",
                    "DATE_DIFF('day', u, t)",
                ])
            Assert.Equal(SqlRows.Fault, SqlRows.Evaluate(expression, [null, null, text, "2024-01-01"]));
    }

    [Fact]
    public void A_malformed_time_fails_the_block_or_is_left_out()
    {
        const string table = "k,d\na,2024-01-31\nb,yesterday\nc,\nd,2024-02-01T10:00Z";
        foreach (var sql in new[]
            {
                "SELECT k FROM dataset WHERE CAST(d AS DATE) > '2024-01-01' OR d IS NULL",
                "SELECT DATE_TRUNC('month', d) AS m, COUNT(*) FROM dataset GROUP BY m",
                "SELECT k, EXTRACT(day FROM d) FROM dataset",
            })
        {
            var bad = Assert.Throws<BadRecordException>(() => new QueryRunner(sql, table).Run());
            Assert.Equal(("table", 1), (bad.File, bad.Offset));
            Assert.EndsWith(
                ": \"yesterday\" is not a date or time in ISO 8601, such as 2026-01-31, 2026-01-31T10:20:30Z or "
                    + "2026-01-31T10:20:30.5+02:00.",
                bad.Reason,
                StringComparison.Ordinal);

            var runner = new QueryRunner(sql, table, onBadRecord: BadRecordRule.Skip);
            Assert.Equal(4, runner.Run().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            Assert.Equal(1, runner.BadRecords);
        }
    }

    [Fact]
    public void An_instant_outside_the_calendar_is_a_fault_where_UTC_is_needed()
    {
        string?[] row = [null, null, "0001-01-01T00:59+01:00", "9999-12-31T23:00-01:00"];
        foreach (var column in (string[])["t", "u"])
        {
            Assert.Equal(SqlRows.Fault, SqlRows.Evaluate($"CAST({column} AS TIMESTAMP)", row));
            Assert.Equal(SqlRows.Fault, SqlRows.Evaluate($"DATE_DIFF('day', {column}, {column})", row));
            Assert.Equal(row[column == "t" ? 2 : 3]![..10], SqlRows.Evaluate($"CAST({column} AS DATE)", row));
        }
        var bad = Assert.Throws<BadRecordException>(() =>
            QueryRunner.Run("SELECT MAX(CAST(d AS TIMESTAMP)) FROM dataset", "d\n0001-01-01T00:59+01:00"));
        Assert.Contains("is outside the years 1 to 9999 in UTC.", bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_keep_what_is_known_of_their_times() =>
        Assert.Equal(
            "m,low,n\n2024-02-01,2024-02-29,1\n",
            QueryRunner.Run(
                "SELECT DATE_TRUNC('month', CAST(d AS DATE)) AS m, MIN(CAST(d AS DATE)) AS low, COUNT(*) AS n FROM "
                    + "dataset GROUP BY m HAVING m > '2024-01-31' AND MIN(CAST(d AS DATE)) < TIMESTAMP "
                    + "'2024-03-01T12:00Z' ORDER BY m",
                "d\n2024-01-31\n2024-02-29\n2024-03-02"));
}
