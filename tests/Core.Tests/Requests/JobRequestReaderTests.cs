using System.Text;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class JobRequestReaderTests
{
    internal const string Min = """ "dataset": "a.csv", "operation": { "type": "profile" } """;

    [Fact]
    public void A_whole_request_is_read()
    {
        var request = JobRequestReader.Read("""
            {
              "dataset": "weather/{date-1d:yyyy}-*.csv",
              "operation": { "type": "query", "sql": "SELECT station, MIN(t) FROM dataset GROUP BY station" },
              "format": {
                "type": "csv", "delimiter": ";", "quote": "'", "header": false,
                "columns": ["station", "t"], "types": { "t": "number" }
              },
              "blockSize": "128MiB", "maxConcurrency": 100,
              "onBadRecord": "skip", "tolerateFailedBlocks": 2,
              "output": "jsonl",
              "scheduledTime": "2026-11-26T04:00:00+01:00", "timeZone": "Europe/Berlin"
            }
            """);

        Assert.Equal(["weather/{date-1d:yyyy}-*.csv"], request.Dataset);
        Assert.Equal("query", request.Operation.Type);
        Assert.StartsWith(
            "SELECT station",
            request.Operation.Settings.GetProperty("sql").GetString(),
            StringComparison.Ordinal);
        var format = request.Format!;
        Assert.Equal((FormatType.Csv, ";", "'", false), (format.Type, format.Delimiter, format.Quote, format.Header));
        Assert.Equal(["station", "t"], format.Columns!);
        Assert.Equal(ColumnKind.Number, Assert.Single(format.Types!).Value);
        Assert.Equal((134_217_728L, 100), (request.BlockSize, request.MaxConcurrency));
        Assert.Equal(
            (BadRecordRule.Skip, 2, OutputFormat.JsonLines),
            (request.OnBadRecord, request.TolerateFailedBlocks, request.Output));
        Assert.Equal(
            (new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero), TimeSpan.Zero),
            (request.ScheduledTime, request.ScheduledTime!.Value.Offset));
        Assert.Equal("Europe/Berlin", request.TimeZone);
    }

    [Fact]
    public void Dataset_and_operation_are_enough()
    {
        var request = JobRequestReader.Read($$"""{ {{Min}} }""");
        Assert.Equal(new JobRequest(request.Dataset, request.Operation), request);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Assert.Equal(
            ["a.csv"],
            JobRequestReader.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($$"""{ {{Min}} }""")]).Dataset
        );

    [Fact]
    public void Several_paths_make_one_dataset() =>
        Assert.Equal(
            ["b", "a"],
            JobRequestReader.Read("""{"dataset": ["b", "a"], "operation": {"type": "query"}}""").Dataset);

    [Fact]
    public void A_format_that_says_nothing_is_no_format() =>
        Assert.Null(JobRequestReader.Read($$"""{ {{Min}}, "format": { "types": {} } }""").Format);

    [Theory]
    [InlineData("\"\\t\"", "\t")]
    [InlineData("\"tab\"", "\t")]
    [InlineData("\"|\"", "|")]
    [InlineData("\"\\u0001\"", "\u0001")]
    public void A_delimiter_is_one_ascii_character(string json, string delimiter) => Assert.Equal(
        delimiter, JobRequestReader.Read($$"""{ {{Min}}, "format": { "delimiter": {{json}} } }""").Format!.Delimiter);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("\"1GB\"", 1_000_000_000)]
    public void A_block_size_is_bytes_or_has_a_unit(string json, long bytes) =>
        Assert.Equal(bytes, JobRequestReader.Read($$"""{ {{Min}}, "blockSize": {{json}} }""").BlockSize);

    [Theory]
    // Required fields and kinds.
    [InlineData("""{}""", "dataset: This field is required", "operation: This field is required")]
    [InlineData("""{"dataset": 5, "operation": "query"}""",
        "dataset: Expected a path or glob under the data root, or an array of them; found the number 5.",
        "operation: Expected an object with the operation's \"type\" and its settings; found the text \"query\".")]
    [InlineData(
        """{"dataset": [], "operation": {}}""",
        "found an empty array.",
        "operation.type: This field is required")]
    [InlineData(
        """{"dataset": ["a", ""], "operation": {"type": 1}}""",
        "dataset[1]: ",
        "operation.type: Expected the name")]
    [InlineData(
        """{"dataset": null, "operation": null}""",
        "dataset: Expected a path or glob under the data root, or an array of them; found null. Leave the field out",
        "operation: Expected an object")]
    // Unknown and repeated fields.
    [InlineData(
        """{"dataset": "a", "operation": {"type": "query"}, "formt": {}}""",
        "formt: Unknown field. Did you mean \"format\"?")]
    [InlineData(
        """{"dataset": "a", "operation": {"type": "query"}, "priority": 1}""",
        "priority: Unknown field. Expected one of dataset, operation, format, blockSize, maxConcurrency, "
            + "onBadRecord, tolerateFailedBlocks, output, scheduledTime, timeZone.")]
    [InlineData(
        """{"dataset": "a", "operation": {"type": "query"}, "format": {"delimeter": ","}}""",
        "format.delimeter: Unknown field. Did you mean \"delimiter\"?")]
    [InlineData(
        """{"dataset": "a", "dataset": "b", "operation": {"type": "query", "x": [{"y": 1, "y": 1}]}}""",
        "dataset: This field appears more than once",
        "operation.x[0].y: This field appears more than once")]
    public void A_wrong_shape_is_refused_with_every_mistake(string json, params string[] errors) =>
        AssertErrors(json, errors);

    [Theory]
    [InlineData(
        """ "delimiter": ";;" """,
        "format.delimiter: Expected one ASCII character other than the quote and line ends, or \"tab\"; found "
            + "the text \";;\".")]
    [InlineData(""" "delimiter": "" """, "format.delimiter: ")]
    [InlineData(""" "delimiter": "§" """, "format.delimiter: ")]
    [InlineData(""" "delimiter": "\n" """, "format.delimiter: ")]
    [InlineData(""" "delimiter": "\"" """, "format.delimiter: ")]
    [InlineData(""" "delimiter": "'", "quote": "'" """, "format.delimiter: ")]
    [InlineData(""" "delimiter": true """, "format.delimiter: ")]
    [InlineData(""" "quote": "\r" """, "format.quote: ")]
    [InlineData(""" "quote": "''" """, "format.quote: ")]
    [InlineData(""" "quote": null """, "format.quote: ")]
    [InlineData(
        """ "type": "cvs" """,
        "format.type: Expected one of \"csv\", \"jsonl\"; found the text \"cvs\". Did you mean \"csv\"?")]
    [InlineData(""" "type": 1 """, "format.type: Expected one of \"csv\", \"jsonl\"; found the number 1.")]
    [InlineData(""" "header": "yes" """, "format.header: Expected true or false; found the text \"yes\".")]
    [InlineData(""" "columns": [] """, "format.columns: Expected an array of column names; found an empty array.")]
    [InlineData(""" "columns": ["a", "", 3] """, "format.columns[1]: ", "format.columns[2]: ")]
    [InlineData(
        """ "columns": ["a", "b", "a"] """,
        "format.columns[2]: Expected distinct names; columns[0] is also \"a\".")]
    [InlineData(
        """ "types": {"t": "numbr"} """,
        "format.types.t: Expected one of \"text\", \"number\", \"boolean\"; found the text \"numbr\". Did you mean "
            + "\"number\"?")]
    [InlineData(
        """ "columns": ["station", "t"], "types": {"statoin": "text"} """,
        "format.types.statoin: There is no such column in \"format.columns\". Did you mean \"station\"?")]
    [InlineData(
        """ "type": "jsonl", "delimiter": ",", "header": true """,
        "format.delimiter: This field applies only to CSV",
        "format.header: This field applies only to CSV")]
    public void A_wrong_format_is_refused(string format, params string[] errors) =>
        AssertErrors($$"""{ {{Min}}, "format": { {{format}} } }""", errors);

    [Theory]
    [InlineData(""" "blockSize": 0 """, "blockSize: Expected a number of bytes, at least 1")]
    [InlineData(""" "blockSize": 1.5 """, "blockSize: Expected a number of bytes, at least 1")]
    [InlineData(""" "blockSize": "0KiB" """, "blockSize: Expected a number of bytes, at least 1")]
    [InlineData(""" "blockSize": "64M" """, "blockSize: Expected one of the units")]
    [InlineData(""" "blockSize": [1] """, "blockSize: Expected a number of bytes, at least 1")]
    [InlineData(
        """ "maxConcurrency": 0 """,
        "maxConcurrency: Expected a whole number from 1 to 10000; found the number 0.")]
    [InlineData(""" "maxConcurrency": 10001 """, "maxConcurrency: ")]
    [InlineData(""" "maxConcurrency": 1e2 """, "maxConcurrency: ")]
    [InlineData(
        """ "maxConcurrency": "8" """,
        "maxConcurrency: Expected a whole number from 1 to 10000; found the text \"8\".")]
    [InlineData(""" "tolerateFailedBlocks": -1 """, "tolerateFailedBlocks: ")]
    [InlineData(
        """ "onBadRecord": "ignore" """,
        "onBadRecord: Expected one of \"fail\", \"skip\"; found the text \"ignore\".")]
    [InlineData(
        """ "output": "parquet", "onBadRecord": true """,
        "onBadRecord: ",
        "output: Expected one of \"csv\", \"json\", \"jsonl\"; found the text \"parquet\".")]
    [InlineData(
        """ "scheduledTime": "2026-11-26" """,
        "scheduledTime: Expected a time in ISO 8601 with a time zone, 1970 or later, such as \"2026-11-26T03:00:00Z\" "
            + "or \"2026-11-26T04:00:00+01:00\"; found the text \"2026-11-26\".")]
    [InlineData(""" "scheduledTime": "<aws.scheduler.scheduled-time>" """, "scheduledTime: ")]
    [InlineData(""" "scheduledTime": 1764126000 """, "scheduledTime: ")]
    [InlineData(
        """ "timeZone": "Europe/Berlim" """,
        "timeZone: Expected the IANA name of a time zone, such as \"Europe/Berlin\" or \"UTC\"; found "
            + "\"Europe/Berlim\". Did you mean \"Europe/Berlin\"?")]
    [InlineData(
        """ "timeZone": 1, "scheduledTime": null """,
        "scheduledTime: ",
        "timeZone: Expected the name of a time zone")]
    public void A_wrong_setting_is_refused(string setting, params string[] errors) =>
        AssertErrors($$"""{ {{Min}}, {{setting}} }""", errors);

    [Fact]
    public void Dates_that_are_none_are_refused_at_their_paths() =>
        AssertErrors(
            """{"dataset": ["a/{date:YYYY}.csv", "b/{date-1d:yyyy}.csv", "c/{date}"], "operation": {"type":"""
                + """ "query"}, "scheduledTime": ""}""",
            [
                "dataset[0]: Expected yyyy, MM, dd, HH, mm with",
                "dataset[2]: Expected a date such as {date:yyyy-MM-dd}",
                "scheduledTime: ",
            ]);

    /// <summary>
    /// Asserts that these are the errors, all of them and in this order, by how they begin or what they hold.
    /// </summary>
    internal static IReadOnlyList<ValidationError> AssertErrors(string json, string[] expected)
    {
        var errors = Assert.Throws<InvalidRequestException>(() => JobRequestReader.Read(json)).Errors;
        Assert.Equal(expected.Length, errors.Count);
        Assert.All(expected.Zip(errors), pair =>
            Assert.Contains(pair.First, pair.Second.ToString(), StringComparison.Ordinal));
        return errors;
    }
}
