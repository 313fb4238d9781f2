using System.Text;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Wire;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>Events as JSON: how they are read, and which ones are rejected.</summary>
public sealed class WireTests
{
    private const string Request = """{"dataset":"a.csv","operation":{"type":"query","sql":"SELECT 1 FROM dataset"}}""";

    [Fact]
    public void The_step_of_the_aggregator_may_be_anywhere_in_the_event()
    {
        Assert.Equal(new CheckInput("j", 2), Read<AggregatorInput>("""{"step":"check","jobId":"j","redrive":2}"""));
        Assert.Equal(
            new MergeInput("j", 3, Pass: 4),
            Read<AggregatorInput>("""{"jobId":"j","group":3,"pass":4,"step":"merge"}"""));
        Assert.Equal(new MergeInput("j", 3), Read<AggregatorInput>("""{"jobId":"j","group":3,"step":"merge"}"""));
        var aggregate = Assert.IsType<AggregateInput>(
            Read<AggregatorInput>(
                """{"jobId":"j","merged":[{"file":{"name":"n","length":5,"hash":"h"},"partials":"""
                    + """9}],"step":"aggregate"}"""
            ));
        Assert.Equal([new MergedGroup(new StoredFile("n", 5, "h"), 9)], aggregate.Merged);
    }

    [Fact]
    public void Events_from_AWS_may_have_unknown_fields()
    {
        var end = Read<AggregatorInput>(
            """{"step":"end","detail":{"executionArn":"arn:aws:states:…","name":"j","status":"FAILED",""" +
            """ "input":"{}","redriveCount":0,"error":"E","cause":null}}""");
        Assert.Equal(new EndInput(new ExecutionEnd("j", "FAILED", "E")), end);
        var worker =
            Read<WorkerInput>("""{"jobId":"j","block":1,"redrive":0,"failure":{"Error":"E","Cause":"C","More":1}}""");
        Assert.Equal(new CaughtError("E", "C"), worker.Failure);
    }

    [Theory]
    [InlineData(
        """{"jobId":"j","blocks":1,"redrive":0}""", "block: This field is required.",
        "blocks: Unknown field. Did you mean \"block\"?")]
    [InlineData(
        """{"jobId":"j","block":"1","redrive":-1}""",
        "block: Expected a whole number from 0 to 2147483647; found the text \"1\".",
        "redrive: Expected a whole number from 0 to 2147483647; found the number -1.")]
    [InlineData("""{"jobId":null,"block":1,"redrive":0}""", "jobId: Expected a string; found null.")]
    [InlineData(
        """{"jobId":"j","block":1,"redrive":0,"failure":{"error":"E"}}""", "failure.Error: This field is required.")]
    [InlineData("[]", "event: Expected an object; found an empty array.")]
    public void A_worker_reports_every_error_in_an_event(string json, params string[] errors) =>
        AssertRejected<WorkerInput>(json, errors);

    [Theory]
    [InlineData(
        """{"jobId":"j","redrive":0}""",
        "step: This field is required: one of \"check\", \"merge\", \"aggregate\", \"end\".")]
    [InlineData(
        """{"step":"chek","jobId":"j"}""",
        "step: Expected one of \"check\", \"merge\", \"aggregate\", \"end\"; found \"chek\". Did you mean \"check\"?")]
    [InlineData(
        """{"step":"check","jobId":"j","redrive":0,"group":1}""",
        "group: Unknown field. Expected one of step, jobId, redrive.")]
    [InlineData(
        """{"step":"aggregate","jobId":"j","merged":[{"file":{"name":"n","length":5},"partials":1}]}""",
        "merged[0].file.hash: This field is required.")]
    [InlineData("""{"step":"aggregate","jobId":"j","merged":{}}""", "merged: Expected an array; found an object.")]
    [InlineData("""{"step":"end","detail":{"name":"j"}}""", "detail.status: This field is required.")]
    public void The_aggregator_reports_every_error_in_an_event(string json, params string[] errors) =>
        AssertRejected<AggregatorInput>(json, errors);

    [Theory]
    [InlineData("", null)]
    [InlineData(""","startTime":null""", null)]
    [InlineData(""","startTime":"2026-11-26T03:00:00.123Z" """, "2026-11-26T03:00:00.123Z")]
    public void The_splitter_reads_the_start_time_as_Step_Functions_writes_it(
        string field, string? expected) => Assert.Equal(
        expected,
        Read<SplitInput>($$"""{"jobId":"j","request":{{Request}}{{field}}}""").StartTime is { } time
            ? IsoTime.Format(time)
            : null);

    [Fact]
    public void A_request_keeps_its_placeholders_and_its_scheduled_time()
    {
        const string Dated =
            """{"dataset":"{date-1d:yyyy-MM-dd}/*.csv","operation":{"type":"profile"}""" +
            ""","scheduledTime":"2022-03-22T18:59:43Z","timeZone":"Europe/Berlin"}""";
        var request = Read<SplitInput>($$"""{"jobId":"j","request":{{Dated}}}""").Request;
        Assert.Equal(
            Dated.Replace(
                ",\"scheduledTime\"",
                ",\"onBadRecord\":\"fail\",\"tolerateFailedBlocks\":0,\"output\":\"csv\",\"scheduledTime\"",
                StringComparison.Ordinal),
            JobRequestWriter.Write(request));
    }

    [Theory]
    [InlineData(
        """{"jobId":"j","request":""" + Request + ""","startTime":"today"}""",
        "startTime: Expected a time in ISO 8601, such as \"2026-11-26T03:00:00Z\"; found the text \"today\".")]
    [InlineData(
        """{"jobId":"j","request":""" + Request + ""","startTime":1764126000}""",
        "startTime: Expected a time in ISO 8601, such as \"2026-11-26T03:00:00Z\"; found the number 1764126000.")]
    [InlineData("""{"request":""" + Request + "}", "jobId: This field is required.")]
    [InlineData(
        """{"jobId":"j","request":{"datset":"a.csv","operation":{"type":"query","sql":"SELECT 1 FROM dataset"}}}""",
        "dataset: This field is required: a path or glob under the data root, or an array of them, such as " +
        "\"weather/2026-*.csv\".",
        "datset: Unknown field. Did you mean \"dataset\"?")]
    [InlineData(
        """{"jobId":"j","jobid":"k","request":""" + Request + "}",
        "jobid: Unknown field. Did you mean \"jobId\"?")]
    public void The_splitter_reports_every_error_in_an_event(string json, params string[] errors) =>
        AssertRejected<SplitInput>(json, errors);

    [Theory]
    [InlineData("""{"jobId":"j","jobId":"k","block":1,"redrive":0}""")]
    [InlineData("""{"jobId":"j",""")]
    [InlineData("")]
    public void Invalid_or_ambiguous_JSON_is_rejected(string json) =>
        Assert.StartsWith(
            "event: Expected a JSON object without duplicate fields. ",
            Assert.Throws<InvalidRequestException>(() => Read<WorkerInput>(json)).Message);

    [Theory]
    [InlineData("""{"errorType":"E","errorMessage":"What to do.","stackTrace":[]}""", "What to do.")]
    [InlineData("""{"errorType":"E"}""", """{"errorType":"E"}""")]
    [InlineData("""{"errorMessage":"cut o""", """{"errorMessage":"cut o""")]
    [InlineData("The execution timed out.", "The execution timed out.")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void The_message_of_a_cause_is_read(string? cause, string? message) =>
        Assert.Equal(message, LambdaCause.Message(cause));

    private static T Read<T>(string json) =>
        new PipelineSerializer().Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static void AssertRejected<T>(string json, string[] errors)
    {
        var rejected = Assert.Throws<InvalidRequestException>(() => Read<T>(json));
        Assert.Equal(
            errors.Order(StringComparer.Ordinal),
            rejected.Errors.Select(found => found.ToString()).Order(StringComparer.Ordinal));
    }
}
