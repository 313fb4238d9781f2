using Pipeline.Core.Datasets;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Json;
using Pipeline.Core.Splitting;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Reading.Json;

/// <summary>The reference is right too, but slow: usual lines must not need it.</summary>
public sealed class JsonLineWalkerTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(
        "{\"id\":1,\"customer\":\"c1\",\"country\":\"Côte d'Ivoire\",\"product\":\"\\\"x\\\", "
            + "y\",\"price\":12.50,\"note\":\"a, b\\n\"}\n")]
    [InlineData("{\"id\": 1, \"customer\": \"C\\u00f4te \\ud83d\\ude00\", \"price\": -0.5e-3, \"note\": null}\r\n")]
    [InlineData(
        " { \"id\" : 1 , \"customer\" : { \"name\" : \"n\" , \"tags\" : [ ] } , \"price\" : [ 1 , true , { } ] } \n")]
    [InlineData(
        "{\"a name that is longer than what is remembered, and still no reason to be "
            + "slow\":0,\"price\":1234567890.1234567890}\n")]
    [InlineData(
        "{\"price\":{\"customer\":{\"country\":false}},\"customer\":\"\\/\\b\\f\\r\\t\\\\\","
            + "\"country\":{\"id\":[[{\"id\":{}}]]}}\n")]
    public void Usual_lines_are_not_left_to_the_reference(string line)
    {
        foreach (var vectorBits in (int[])[128, 256])
        {
            for (var bufferBytes = 1; bufferBytes < 80; bufferBytes++)
                Assert.Equal(50, CountTaken(string.Concat(Enumerable.Repeat(line, 50)), vectorBits, bufferBytes));
        }
    }

    [Fact]
    public void Lines_of_which_each_has_its_own_keys_are_not_left_to_the_reference()
    {
        var lines = Enumerable.Range(0, 2000).Select(i => $"{{\"key{i}\":{i},\"customer\":null,\"{i}\":0}}\n");
        Assert.Equal(2000, CountTaken(string.Concat(lines), vectorBits: 0, bufferBytes: 256));
    }

    private int CountTaken(string text, int vectorBits, int bufferBytes)
    {
        var file = _root.Add("f.jsonl", text);
        var options = ReadingOptions.Default with { BufferBytes = bufferBytes };
        string[] columns = ["customer", "country", "price", "customer.name"];
        using var handle = RegularFile.Open(Path.Combine(_root.Path, file.Path), file.Path);
        using var buffer = new RangeBuffer(
            (target, offset) => RegularFile.ReadFully(handle, target, offset, file.Path),
            file.Path,
            new ByteRange(0, file.Fingerprint.Size),
            options,
            keepsOriginal: false);
        var walker = JsonLineWalker.Create(
            JsonPathTree.Of(columns),
            new JsonLineValues(columns.Length, new JsonTexts()),
            options.BatchRecords,
            vectorBits);
        var batch = new RecordBatch(columns.Length);
        batch.Reserve(options.BatchRecords);
        var next = 0;
        do
        {
            buffer.Advance(next);
            next = walker.Take(batch, buffer, 0, file.Fingerprint.Size);
        }
        while (!buffer.AtEndOfFile);
        return batch.Count;
    }
}
