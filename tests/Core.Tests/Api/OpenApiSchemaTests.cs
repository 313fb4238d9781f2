using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Core.Jobs;

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

    /// <summary>A sample request shows whether these are right: the readers of operations and settings have no records.</summary>
    private static readonly string[] TestedBySamples =
    [
        "Arguments", "DatasetPath", "Evaluate", "Operation", "Profile", "Program", "Query", "Run", "Size", "TextWithoutNul", "Train",
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
    [InlineData("\"required\": [\"jobs\", \"next\"]", "\"required\": [\"jobs\"]", "JobPage requires jobs in the document; jobs, next in the code")]
    [InlineData("\"failed\", \"stopped\"]", "\"failed\"]", "JobPage.jobs[].state is one of")]
    [InlineData("\"failed\", \"again\"]", "\"failed\"]", "BlockPage.blocks[].state is one of")]
    [InlineData("\"enum\": [\"text\", \"number\", \"boolean\"]", "\"enum\": [\"text\", \"number\"]", "columns[].kind is one of")]
    [InlineData("\"isInline\": { \"description\"", "\"isInline\": { \"type\": \"string\", \"was\"", "Result.isInline is")]
    [InlineData("\"type\": [\"number\", \"null\"]", "\"type\": \"number\"", ".costUsd can be null False in the document; True in the code")]
    [InlineData("\"enum\": [\"fail\", \"skip\"]", "\"enum\": [\"fail\"]", "JobRequest.onBadRecord is one of")]
    [InlineData("\"onBadRecord\": {", "\"onBadRecords\": {", "JobRequest has the members")]
    [InlineData("\"delimiter\": {", "\"separator\": {", "Format has the members")]
    public void A_difference_is_found(string text, string replacement, string finding)
    {
        Assert.Contains(text, Document, StringComparison.Ordinal);
        var schemas = new OpenApiSchemas(JsonElement.Parse(Document.Replace(text, replacement, StringComparison.Ordinal)));
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
