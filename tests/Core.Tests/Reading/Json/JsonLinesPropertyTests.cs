using CsCheck;
using Pipeline.Core.Reading.Bytes;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Reading.Json;

/// <summary>
/// The fast reader against the reference: the same values, the same bad records with the same reasons.
/// </summary>
public sealed class JsonLinesPropertyTests : IDisposable
{
    private static readonly Gen<string[]> Paths = Gen.OneOf<string[]>(
        ["a", "b"],
        ["b.a", "customer"],
        ["a.a.a.b", "é", "c"],
        ["a", "a.b", "a.b.c"],
        ["a.b"],
        ["a key as long as a vector of 256 bits", new string('k', 70)],
        []);

    private static readonly Gen<ReadingOptions> Options = Gen.OneOf(
        ReadBlocks.Tiny,
        ReadingOptions.Default,
        ReadBlocks.Tiny with
        {
            BufferBytes = 100,
        },
        ReadingOptions.Default with
        {
            BatchRecords = 2,
        });

    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    public void Lines_are_read_as_the_reference_reads_them(int vectorBits) =>
        Check(JsonGen.Lines, vectorBits, iterations: 1000);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    public void Damaged_lines_are_read_as_the_reference_reads_them(int vectorBits) =>
        Check(JsonGen.Damaged, vectorBits, iterations: 2000);

    [Fact]
    public void Lines_cut_into_blocks_of_1_to_64_bytes_are_read_as_the_whole()
    {
        Gen.Select(JsonGen.Damaged, Paths, Gen.Int[1, 64], Gen.OneOf(128, 256))
            .Sample(
                (text, paths, blockBytes, vectorBits) =>
                {
                    var file = _root.Add("f.jsonl", text);
                    var cuts = Enumerable
                        .Range(1, text.Length / blockBytes)
                        .Select(i => (long)i * blockBytes)
                        .Where(cut => cut < text.Length);
                    Assert.Equal(
                        ReadJson.ReadReference(text, paths),
                        ReadJson.Read(_root.Root, file, paths, vectorBits, ReadBlocks.Tiny, cuts));
                },
                iter: 800,
                threads: 1);
    }

    private void Check(Gen<byte[]> texts, int vectorBits, int iterations)
    {
        Gen.Select(texts, Paths, Options)
            .Sample(
                (text, paths, options) =>
                {
                    var file = _root.Add("f.jsonl", text);
                    Assert.Equal(
                        ReadJson.ReadReference(text, paths),
                        ReadJson.Read(_root.Root, file, paths, vectorBits, options));
                },
                iter: iterations,
                threads: 1);
    }
}
