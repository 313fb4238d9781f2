using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Examples;

public sealed class WordCountTests : IDisposable
{
    private static readonly string[] Lines = ["the sea, the sky", "\"sky and\nthe land\"", "", "é é the"];

    private readonly JobHarness _jobs = new(
        operations: new OperationCatalog([
            .. OperationRegistry.All.Types,
            new OperationType("wordCount", context => new WordCountOperation(context)),
        ]));

    public WordCountTests() =>
        _jobs.Write(
            "data.csv",
            "id,text\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 400)
                        .Select(i => $"{i},{Lines[i % 4].Replace("sea,", "sea", StringComparison.Ordinal)}\n")));

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData(1 << 20, 1)]
    [InlineData(1 << 20, 8)]
    [InlineData(1000, 3)]
    [InlineData(20, 3)]
    public async Task Words_are_counted_whatever_the_cut(int blockSize, int workers)
    {
        var done = await _jobs.RunAsync(Request("text", blockSize), workers);
        Assert.Equal("word,count\nand,100\nland,100\nsea,100\nsky,200\nthe,400\né,200\n", done.Text);
        Assert.Equal(6, done.Result.Rows);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_refused_before_any_work()
    {
        var error = await _jobs.FailAsync<InvalidRequestException>(Request("texts"), planned: false);
        Assert.Equal("operation.column: Expected the name of a column: id, text.", error.Message);
    }

    private static JobRequest Request(string column, int? blockSize = null) => new(
        ["data.csv"],
        new OperationRequest("wordCount", JsonSerializer.SerializeToElement(new { type = "wordCount", column })),
        BlockSize: blockSize);
}
