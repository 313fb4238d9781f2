using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Api;

/// <summary>The schemas in <c>openapi.json</c> describe exactly the records that the API reads and writes.</summary>
public sealed class OpenApiSchemaTests
{
    private static readonly (string Schema, Type Record)[] Responses =
    [
        ("JobPage", typeof(JobPage)),
        ("Job", typeof(JobDetails)),
        ("BlockPage", typeof(BlockPage)),
        ("Result", typeof(ResultSummary)),
        ("Problem", typeof(ProblemDetails)),
        ("ValidationProblem", typeof(ValidationProblemDetails)),
    ];

    /// <summary>Schemas without a record. Sample requests test them, valid and invalid ones.</summary>
    private static readonly string[] TestedBySamples =
    [
        "Arguments", "DatasetPath", "Evaluate", "Operation", "Profile", "Program", "Query", "Run", "Size",
        "TextWithoutNul", "Train",
    ];

    private static string Document { get; } = ReadDocument();

    [Fact]
    public void Every_schema_equals_its_record()
    {
        var schemas = new OpenApiSchemas(JsonElement.Parse(Document));
        Assert.All(Responses, pair => Assert.Empty(schemas.Compare(pair.Schema, pair.Record)));
        Assert.Empty(schemas.CompareRequest("JobRequest", typeof(JobRequest)));
        Assert.Empty(schemas.CompareRequest("Format", typeof(FormatRequest)));
        var all = JsonElement.Parse(Document).GetProperty("components").GetProperty("schemas").EnumerateObject();
        Assert.Equal(TestedBySamples, all.Select(schema => schema.Name).Except(schemas.Compared).Order());
    }

    [Theory]
    [InlineData("\"bytesTotal\": {", "\"totalBytes\": {", "JobPage.jobs[].progress has the members")]
    [InlineData("\"required\": [\"jobs\", \"next\"]", "\"required\": [\"jobs\"]", "JobPage requires jobs in")]
    [InlineData("\"failed\", \"stopped\"]", "\"failed\"]", "JobPage.jobs[].state is one of")]
    [InlineData("\"failed\", \"again\"]", "\"failed\"]", "BlockPage.blocks[].state is one of")]
    [InlineData("\"number\", \"boolean\"]", "\"number\"]", "columns[].kind is one of")]
    [InlineData("the result itself.\", \"type\": \"boolean\"", "\", \"type\": \"string\"", "Result.isInline is")]
    [InlineData("\"type\": [\"number\", \"null\"]", "\"type\": \"number\"", ".costUsd can be null False in")]
    [InlineData("\"enum\": [\"fail\", \"skip\"]", "\"enum\": [\"fail\"]", "JobRequest.onBadRecord is one of")]
    [InlineData("\"onBadRecord\": {", "\"onBadRecords\": {", "JobRequest has the members")]
    [InlineData("\"delimiter\": {", "\"separator\": {", "Format has the members")]
    public void A_difference_is_found(string text, string replacement, string finding)
    {
        Assert.Contains(text, Document, StringComparison.Ordinal);
        var copy = Document.Replace(text, replacement, StringComparison.Ordinal);
        var schemas = new OpenApiSchemas(JsonElement.Parse(copy));
        string[] found =
        [
            .. Responses.SelectMany(pair => schemas.Compare(pair.Schema, pair.Record)),
            .. schemas.CompareRequest("JobRequest", typeof(JobRequest)),
            .. schemas.CompareRequest("Format", typeof(FormatRequest)),
        ];
        Assert.Contains(found, one => one.Contains(finding, StringComparison.Ordinal));
    }

    private static string ReadDocument()
    {
        using var reader = new StreamReader(new MemoryStream(OpenApiDocument.Get().Body));
        return reader.ReadToEnd();
    }
}
