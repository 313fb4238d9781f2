using System.Text;
using System.Text.Json;
using CsCheck;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Requests;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Reading.Json;

public sealed class JsonLinesReaderTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("\n \r\n\t\n", "")]
    [InlineData("{\"a\":1,\"b\":{\"c\":\"x\"}}", "0: 1 | x")]
    [InlineData("{\"b\":{\"c\":true},\"z\":[1,{\"a\":2}],\"a\":null}\r\n{}\n", "0: ∅ | true;43: ∅ | ∅")]
    [InlineData("{\"a\":\"\",\"b.c\":\"d\\u00e9\\n\\\"\"}\n", "0:  | d\u00c3\u00a9\n\"")]
    [InlineData("{\"a\":1,\"a\":2}\n", "0: 1 | ∅")]
    [InlineData("{\"a\":[1, 2],\"b\":{\"c\":{\"d\":\"e\\n\"}}}\n", "0: [1, 2] | {\"d\":\"e\\n\"}")]
    [InlineData("\uFEFF{\"a\":-1.50e3}\n", "3: -1.50e3 | ∅")]
    [InlineData("{\"a\":1}x\n{\"a\":2}\n", "9: 2 | ∅")]
    [InlineData("[1]\n{\"a\":\n{\"a\":\"\\ud800\"}\n{\"a\":3}\n", "25: 3 | ∅")]
    public void Values_are_found_by_their_paths(string text, string expected)
    {
        var file = _root.Add("f.jsonl", text);
        var (records, endedAt) = ReadBlocks.Read(
            _root.Root,
            TemporaryRoot.Whole(file),
            TestFormats.JsonLines("a", "b.c"));
        Assert.Equal(expected, string.Join(";", records));
        Assert.Equal(file.Fingerprint.Size, endedAt);
    }

    [Fact]
    public void An_object_and_a_value_in_it_can_be_asked_for_together()
    {
        var file = _root.Add("f.jsonl", "{\"a\":{\"b\":\"x\\ty\"}}\n");
        Assert.Equal(
            ["0: {\"b\":\"x\\ty\"} | x\ty"],
            ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.JsonLines("a", "a.b")).Records);
    }

    [Fact]
    public void Property_names_may_hold_the_dots_of_a_path()
    {
        var file = _root.Add(
            "f.jsonl",
            "{\"x\":{\"a.b\":1}}\n{\"x.a\":{\"b\":2}}\n{\"x.a.b\":3}\n{\"x\":{\"a\":{\"b\":4}}}\n");
        Assert.Equal(
            ["1", "2", "3", "4"],
            ReadBlocks
                .Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.JsonLines("x.a.b"))
                .Records.Select(record => record[^1..]));
    }

    [Theory]
    [InlineData("{\"a\":1}\n[2]\n", "f.jsonl, record at byte 8: The line is not a JSON object.")]
    [InlineData("{\"a\":1}\n{\"a\":2,}\n", "f.jsonl, record at byte 8: The line is not valid JSON")]
    public void A_bad_line_fails_with_its_place(string text, string message)
    {
        var file = _root.Add("f.jsonl", text);
        var error = Assert.Throws<BadRecordException>(() =>
            ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.JsonLines("a"), BadRecordRule.Fail));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_longer_than_the_buffer_is_read_whole()
    {
        var longText = string.Concat(Enumerable.Repeat("0123456789abcdef\\n", 20_000));
        var file = _root.Add("f.jsonl", $"{{\"a\":1}}\n{{\"z\":[\"{longText}\"],\"a\":\"{longText}\"}}\n{{\"a\":3}}");
        foreach (var options in (ReadingOptions[])[ReadBlocks.Tiny, ReadingOptions.Default])
        {
            Assert.Equal(
                [
                    "0: 1",
                    $"8: {longText.Replace("\\n", "\n", StringComparison.Ordinal)}",
                    $"{longText.Length * 2 + 26}: 3",
                ],
                ReadBlocks
                    .Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.JsonLines("a"), options: options)
                    .Records);
        }
    }

    [Fact]
    public void Lines_cut_anywhere_give_the_records_of_the_whole()
    {
        var line = Gen.Select(Gen.String, Gen.Int, Gen.OneOf("\n", "\r\n", "\n\n"), (text, number, end) =>
            (Json: JsonSerializer.Serialize(new { a = text, b = new { c = number } }) + end, Text: text, Number: number)
        );
        Gen.Select(line.Array[0, 12], Gen.Long[1, 400].Array[0, 12])
            .Sample(
                (lines, cuts) =>
                {
                    var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l.Json)));
                    var file = _root.Add("f.jsonl", bytes);
                    var found = ReadBlocks.ReadRepaired(
                        _root.Root,
                        file,
                        cuts.Where(cut => cut < bytes.Length).Order(),
                        TestFormats.JsonLines("a", "b.c"));
                    Assert.Equal(
                        lines.Select(l =>
                            $"{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(WellFormed(l.Text)))} | {l.Number}"),
                        found.Select(record => record[(record.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
                },
                iter: 1000,
                threads: 1);
    }

    /// <summary>The writer replaces lone surrogates.</summary>
    private static string WellFormed(string text) =>
        JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text))!;
}
