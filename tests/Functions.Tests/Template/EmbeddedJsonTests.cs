using System.Text.Json.Nodes;
using Pipeline.Core.Jobs;

namespace Pipeline.Functions.Tests.Template;

/// <summary>The texts in the template that are JSON are, whatever stands in the parameters.</summary>
public sealed class EmbeddedJsonTests
{
    private static readonly JsonObject Resources = StackTemplate.FromRepository.Resources;

    [Theory]
    [InlineData("""{"dataset":"a.csv","operation":{"type":"query","sql":"SELECT COUNT(*) FROM dataset"}}""")]
    [InlineData("""{"dataset":"a.csv","operation":{"type":"query","sql":"SELECT \"max t\", 'a\\b' FROM dataset"},"format":{"quote":"\""}}""")]
    [InlineData("""{"dataset":"${Folder}/wéather-<aws.scheduler.scheduled-time>.csv","operation":{}}""")]
    public void A_firing_starts_an_execution_with_its_own_id_and_the_request_as_it_was_written(string request)
    {
        var target = Resources["Schedule"]!["Properties"]!["Target"]!;
        var input = JsonNode.Parse(IntrinsicFunctions.Text(target["Input"]!, new Dictionary<string, string> { ["ScheduleRequest"] = request }))!.AsObject();

        Assert.Equal("arn:AWS::Partition:scheduler:::aws-sdk:sfn:startExecution", IntrinsicFunctions.Text(target["Arn"]!, new Dictionary<string, string>()));
        Assert.Equal(["StateMachineArn", "Name", "Input"], input.Select(field => field.Key));
        Assert.Equal("StateMachine", (string?)input["StateMachineArn"]);
        Assert.Equal("<aws.scheduler.execution-id>", (string?)input["Name"]);
        Assert.Equal(request, (string?)input["Input"]);
    }

    /// <summary>Scheduler puts the time into the text of the whole input, in which the request is a text within a text.</summary>
    [Fact]
    public void A_request_with_the_word_for_it_gets_the_scheduled_time()
    {
        const string Request = """{"dataset":"sales/{date-1d:yyyy-MM-dd}/*.csv","operation":{"type":"query","sql":"SELECT \"max t\" FROM dataset"},"scheduledTime":"<aws.scheduler.scheduled-time>","timeZone":"Europe/Berlin"}""";
        Assert.Contains("\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"", (string)StackTemplate.FromRepository.Parameters["ScheduleRequest"]!["Description"]!, StringComparison.Ordinal);
        var input = IntrinsicFunctions.Text(Resources["Schedule"]!["Properties"]!["Target"]!["Input"]!, new Dictionary<string, string> { ["ScheduleRequest"] = Request });

        var call = JsonNode.Parse(input
            .Replace("<aws.scheduler.execution-id>", "d32c5kddcf5bb8c3", StringComparison.Ordinal)
            .Replace("<aws.scheduler.scheduled-time>", "2022-03-22T23:30:43Z", StringComparison.Ordinal))!;
        Assert.True(JobId.IsValid((string)call["Name"]!));
        var request = JobRequestReader.Read((string)call["Input"]!);
        Assert.Equal("sales/2022-03-22/*.csv", DatasetDates.FillIn(request, createdAt: default).Single().Path);
    }

    [Fact]
    public void The_end_of_an_execution_reaches_the_aggregator_as_a_step()
    {
        var target = Resources["EndedExecutions"]!["Properties"]!["Targets"]![0]!["InputTransformer"]!;
        Assert.Equal("""{"detail":"$.detail"}""", target["InputPathsMap"]!.ToJsonString());
        var template = (string)target["InputTemplate"]!;
        Assert.Equal("""{"step":"end","detail":{"status":"ABORTED"}}""", template.Replace("<detail>", """{"status":"ABORTED"}""", StringComparison.Ordinal));
    }

    [Fact]
    public void The_dashboard_is_JSON_and_shows_nothing_twice()
    {
        var body = JsonNode.Parse(IntrinsicFunctions.Text(Resources["Dashboard"]!["Properties"]!["DashboardBody"]!, new Dictionary<string, string>()))!;
        var places = body["widgets"]!.AsArray().Select(widget => (X: (int)widget!["x"]!, Y: (int)widget["y"]!, Right: (int)widget["x"]! + (int)widget["width"]!)).ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(places, place => Assert.InRange(place.Right, 1, 24));
    }
}
