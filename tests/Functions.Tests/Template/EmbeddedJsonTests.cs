using System.Text.Json.Nodes;
using Pipeline.Core.Requests;

namespace Pipeline.Functions.Tests.Template;

/// <summary>The JSON strings in the template are valid for any parameter values.</summary>
public sealed class EmbeddedJsonTests
{
    private static readonly JsonObject Resources = StackTemplate.FromRepository.Resources;

    [Theory]
    [InlineData("""{"dataset":"a.csv","operation":{"type":"query","sql":"SELECT COUNT(*) FROM dataset"}}""")]
    [InlineData(
        """{"dataset":"a.csv","operation":{"type":"query","sql":"SELECT \"max t\", 'a\\b' FROM dataset"}""" +
        ""","format":{"quote":"\""}}""")]
    [InlineData("""{"dataset":"${Folder}/wéather-<aws.scheduler.scheduled-time>.csv","operation":{}}""")]
    public void A_schedule_starts_an_execution_with_a_unique_name_and_the_unchanged_request(string request)
    {
        var target = Resources["Schedule"]!["Properties"]!["Target"]!;
        var input = JsonNode.Parse(
            IntrinsicFunctions.Text(
                target["Input"]!, new Dictionary<string, string> { ["ScheduleRequest"] = request }))!.AsObject();

        Assert.Equal(
            "arn:AWS::Partition:scheduler:::aws-sdk:sfn:startExecution",
            IntrinsicFunctions.Text(target["Arn"]!, new Dictionary<string, string>()));
        Assert.Equal(["StateMachineArn", "Name", "Input"], input.Select(field => field.Key));
        Assert.Equal("StateMachine", (string?)input["StateMachineArn"]);
        Assert.Equal("<aws.scheduler.execution-id>", (string?)input["Name"]);
        Assert.Equal(request, (string?)input["Input"]);
    }

    /// <summary>
    /// Scheduler inserts the time into the whole input, in which the request is a string within a string.
    /// </summary>
    [Fact]
    public void The_placeholder_in_a_request_becomes_the_scheduled_time()
    {
        const string Request =
            """{"dataset":"sales/{date-1d:yyyy-MM-dd}/*.csv","operation":""" +
            """{"type":"query","sql":"SELECT \"max t\" FROM dataset"}""" +
            ""","scheduledTime":"<aws.scheduler.scheduled-time>","timeZone":"Europe/Berlin"}""";
        Assert.Contains(
            "\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"",
            (string)StackTemplate.FromRepository.Parameters["ScheduleRequest"]!["Description"]!,
            StringComparison.Ordinal);
        var values = new Dictionary<string, string> { ["ScheduleRequest"] = Request };
        var input = IntrinsicFunctions.Text(Resources["Schedule"]!["Properties"]!["Target"]!["Input"]!, values);

        var call = JsonNode.Parse(input
            .Replace("<aws.scheduler.execution-id>", "d32c5kddcf5bb8c3", StringComparison.Ordinal)
            .Replace("<aws.scheduler.scheduled-time>", "2022-03-22T23:30:43Z", StringComparison.Ordinal))!;
        Assert.True(JobId.IsValid((string)call["Name"]!));
        var request = JobRequestReader.Read((string)call["Input"]!);
        Assert.Equal("sales/2022-03-22/*.csv", DatasetDates.FillIn(request, createdAt: default).Single().Path);
    }

    [Fact]
    public void The_end_of_an_execution_reaches_the_aggregator_as_an_event()
    {
        var target = Resources["EndedExecutions"]!["Properties"]!["Targets"]![0]!["InputTransformer"]!;
        Assert.Equal("""{"detail":"$.detail"}""", target["InputPathsMap"]!.ToJsonString());
        var template = (string)target["InputTemplate"]!;
        Assert.Equal(
            """{"step":"end","detail":{"status":"ABORTED"}}""",
            template.Replace("<detail>", """{"status":"ABORTED"}""", StringComparison.Ordinal));
    }

    [Fact]
    public void The_dashboard_is_valid_JSON_without_overlapping_widgets()
    {
        var body = JsonNode.Parse(
            IntrinsicFunctions.Text(
                Resources["Dashboard"]!["Properties"]!["DashboardBody"]!, new Dictionary<string, string>()))!;
        var places = body["widgets"]!.AsArray()
            .Select(
                widget =>
                    (X: (int)widget!["x"]!, Y: (int)widget["y"]!, Right: (int)widget["x"]! + (int)widget["width"]!))
            .ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(places, place => Assert.InRange(place.Right, 1, 24));
    }
}
