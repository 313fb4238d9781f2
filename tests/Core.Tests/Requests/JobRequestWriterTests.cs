using System.Text.Json;
using CsCheck;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class JobRequestWriterTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["aü;\"'\\/<{\t\u0001"], 1, 6],
        Gen.Const("😀"),
        Gen.Const("SELECT \"t\" FROM dataset WHERE x <> 'y'"));

    private static readonly Gen<OperationRequest> Operation = Gen.Select(
        Text,
        Gen.Int,
        Gen.Bool,
        (text, number, flag) =>
        {
            var settings = new Dictionary<string, object>
            {
                ["sql"] = text,
                ["type"] = "query",
                ["deep"] = new[] { new { b = number, a = flag } },
            };
            return new OperationRequest("query", JsonSerializer.SerializeToElement(settings));
        });

    private static readonly Gen<FormatRequest?> Format = Gen.Select(
            Among<FormatType?>(null, FormatType.Csv),
            Among<string?>(null, ",", "\t", "|", "\\"),
            Among<string?>(null, "'", ""),
            Gen.Bool.Nullable(),
            Gen.Bool,
            (type, delimiter, quote, header, columns) =>
                new FormatRequest(
                    type,
                    delimiter,
                    quote,
                    header,
                    columns ? ["b", "a", "ü"] : null,
                    columns
                        ? new Dictionary<string, ColumnKind> { ["b"] = ColumnKind.Boolean, ["a"] = ColumnKind.Number }
                        : null))
        .Select(format => format == new FormatRequest() ? null : format);

    private static readonly Gen<JobRequest> Request = Gen.Select(
        Text.Where(path => !string.IsNullOrWhiteSpace(path)).Array[1, 3],
        Operation,
        Format,
        Gen.Select(Gen.Long[1, long.MaxValue].Nullable(), Gen.Int[1, 10_000].Nullable(), Gen.Int[0, 5]),
        Gen.Select(Gen.Enum<BadRecordRule>(), Gen.Enum<OutputFormat>()),
        Gen.Select(
            Gen.Long[0, 4_000_000_000 * TimeSpan.TicksPerSecond].Nullable(),
            Among<string?>(null, "UTC", "Europe/Berlin")),
        (dataset, operation, format, numbers, choices, time) =>
            new JobRequest(
                dataset,
                operation,
                format,
                numbers.Item1,
                numbers.Item2,
                choices.Item1,
                numbers.Item3,
                choices.Item2,
                time.Item1 is { } ticks ? DateTimeOffset.UnixEpoch.AddTicks(ticks) : null,
                time.Item2));

    [Fact]
    public void What_is_written_reads_back_as_the_same_request() => Request.Sample(request =>
    {
        var json = JobRequestWriter.Write(request);
        var read = JobRequestReader.Read(json);
        Assert.Equal(json, JobRequestWriter.Write(read));
        Assert.Equal(request.Dataset, read.Dataset);
        Assert.True(JsonElement.DeepEquals(request.Operation.Settings, read.Operation.Settings));
        Assert.Equal(request.Format?.Columns ?? [], read.Format?.Columns ?? []);
        Assert.Equal(Types(request), Types(read));
        Assert.Equal(Scalars(request), Scalars(read));
    });

    [Fact]
    public void The_form_is_canonical()
    {
        var request = JobRequestReader.Read("""
            { "timeZone": "UTC", "scheduledTime": "2026-11-26T04:00:00.500+01:00", "output": "csv", "blockSize": "1KiB",
              "format": { "types": { "t": "number", "s": "text" }, "delimiter": "tab" },
              "operation": { "type": "query", "sql": "SELECT '<' \u00fc" }, "dataset": ["a.csv"] }
            """);
        Assert.Equal(
            """{"dataset":"a.csv","operation":{"sql":"SELECT"""
                + """ '<' ü","type":"query"},"format":{"delimiter":"\t","types":"""
                + """{"s":"text","t":"number"}},"blockSize":1024,"onBadRecord":"fail","tolerateFailedBlocks":"""
                + """0,"output":"csv","scheduledTime":"2026-11-26T03:00:00.5Z","timeZone":"UTC"}""",
            JobRequestWriter.Write(request));
    }

    [Fact]
    public void Requests_that_say_the_same_do_not_differ() =>
        Assert.Empty(
            JobRequestWriter.Differences(
                JobRequestReader.Read("""{"dataset": "a", "operation": {"type": "query", "sql": "x"}, "format": {}}"""),
                JobRequestReader.Read(
                    """{"operation": {"sql": "\u0078", "type": "query"}, "dataset": ["a"], "output": "csv"}""")));

    [Fact]
    public void Differences_are_named_by_field() =>
        Assert.Equal(
            ["operation", "output", "blockSize"],
            JobRequestWriter.Differences(
                JobRequestReader.Read("""{"dataset": "a", "operation": {"type": "query", "sql": "x"}}"""),
                JobRequestReader.Read(
                    """{"dataset": "a", "operation": {"type": "query", "sql": "y"}, "blockSize": 1, "output": "json"}"""
                )));

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static KeyValuePair<string, ColumnKind>[] Types(JobRequest request) =>
        [.. (request.Format?.Types ?? new Dictionary<string, ColumnKind>()).OrderBy(type => type.Key)];

    private static JobRequest Scalars(JobRequest request) => request with
    {
        Dataset = [],
        Operation = request.Operation with { Settings = default },
        Format = request.Format is null ? null : request.Format with { Columns = null, Types = null },
    };
}
