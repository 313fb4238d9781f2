using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;

namespace Pipeline.Core.Tests.Requests;

public class EnumNamesTests
{
    [Fact]
    public void Names_are_in_camel_case_and_json_lines_is_jsonl()
    {
        Assert.Equal(["csv", "json", "jsonl"], EnumNames.All<OutputFormat>());
        Assert.Equal(["csv", "jsonl"], EnumNames.All<FormatType>());
        Assert.Equal("incomplete", EnumNames.Of(JobState.Incomplete));
        Assert.Equal(BadRecordRule.Skip, EnumNames.Find<BadRecordRule>("skip"));
        Assert.Null(EnumNames.Find<BadRecordRule>("Skip"));
    }

    [Fact]
    public void A_value_that_is_none_of_the_enum_has_no_name() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EnumNames.Of((JobState)99));

    [Fact]
    public void Json_has_the_names()
    {
        var result = new JobResult(
            "jobs/a/result.csv",
            1,
            2,
            3,
            4,
            5,
            "ff",
            [new ResultColumn("t", ColumnKind.Number)]);
        var json = JsonSerializer.Serialize(result, JobsJson.Default.JobResult);
        Assert.Equal(
            """{"path":"jobs/a/result.csv","rows":1,"bytes":2,"records":3,"rejected":4,"datasetBytes":"""
                + """5,"hash":"ff","columns":[{"name":"t","kind":"number","isKey":false}]}""",
            json);
        Assert.Equal(
            json,
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize(json, JobsJson.Default.JobResult)!,
                JobsJson.Default.JobResult));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"Complete\"")]
    [InlineData("null")]
    public void Json_with_another_name_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, JobsJson.Default.JobState));
}
