using System.Globalization;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;

namespace Pipeline.Functions.Tests.Manifests;

public sealed class PackedRangesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void Ranges_read_back_as_they_were_written(int files)
    {
        var block = Block(files, number => $"weather/é {number}.csv");
        Assert.Equal(block.Ranges, PackedRanges.Read(PackedRanges.Write(block).B));
    }

    [Fact]
    public void The_largest_block_of_a_plan_fits_with_any_file_names()
    {
        // The planner's limits: 500 files with 100,000 characters of names. Random characters do not compress.
        var random = new Random(1);
        var block = Block(
            500, _ => string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next(0x4e00, 0x9fa5))));
        Assert.Equal(block.Ranges, PackedRanges.Read(PackedRanges.Write(block).B));
    }

    [Fact]
    public void Thousands_of_files_with_similar_names_fit()
    {
        var block = Block(
            5_000,
            number =>
                string.Create(CultureInfo.InvariantCulture, $"sensors/2026/11/station-{number:d6}-readings.jsonl"));
        Assert.InRange(PackedRanges.Write(block).B.Length, 1, PackedRanges.MaxBytes);
    }

    [Fact]
    public void Ranges_that_exceed_an_item_are_rejected_with_the_fix()
    {
        var block = Block(
            20_000,
            number =>
                string.Create(CultureInfo.InvariantCulture, $"sensors/2026/11/station-{number:d6}-readings.jsonl"));
        var rejected = Assert.Throws<ManifestStoreException>(() => PackedRanges.Write(block));
        Assert.StartsWith("Block 3 of job a has 20,000 ranges, ", rejected.Message, StringComparison.Ordinal);
        Assert.Contains("Request smaller blocks", rejected.Message, StringComparison.Ordinal);
    }

    private static BlockManifest Block(int files, Func<int, string> name)
    {
        var random = new Random(files);
        return new BlockManifest("a", 3, 0, [.. Enumerable.Range(0, files).Select(number =>
        {
            var size = random.NextInt64(100, 200_000);
            var hash = new byte[16];
            random.NextBytes(hash);
            var modified = 639_000_000_000_000_000 + random.NextInt64(TimeSpan.TicksPerDay * 30);
            return new FileRange(
                new DatasetFile(name(number), new Fingerprint(size, modified, Convert.ToHexStringLower(hash))),
                new ByteRange(0, size));
        })]);
    }
}
