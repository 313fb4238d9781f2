using CsCheck;
using Pipeline.Core.Processing;
using Pipeline.Core.Splitting;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Processing;

public sealed class RangePartitionerTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_ranges_of_all_cores_are_those_of_the_block_in_their_order()
    {
        var content = Gen.OneOf((byte)'a', (byte)',', (byte)'"', (byte)'\n').Array[0, 200];
        Gen.Select(content.Array[1, 5], Gen.Int[1, 9], Gen.Int[1, 60])
            .Sample(
                (contents, cores, minBytes) =>
                {
                    FileRange[] block =
                    [
                        .. contents.Select((bytes, i) => TemporaryRoot.Whole(_root.Add($"f{i}.csv", bytes))),
                    ];
                    var dealt = new RangePartitioner(
                        _root.Root,
                        TestFormats.Csv(2),
                        new CutSearchOptions(FirstBytes: 20, GuessBytes: 80, MaxBytes: 1 << 16),
                        minBytes).Partition(block, cores);
                    Assert.InRange(dealt.Count, 1, cores);
                    Assert.All(dealt, Assert.NotEmpty);
                    var joined = new List<FileRange>();
                    foreach (var range in dealt.SelectMany(ranges => ranges))
                    {
                        if (joined.Count > 0
                            && joined[^1].File == range.File
                            && joined[^1].Range.End == range.Range.Start)
                            joined[^1] = range with { Range = new ByteRange(joined[^1].Range.Start, range.Range.End) };
                        else
                            joined.Add(range);
                    }
                    Assert.Equal(block, joined);
                },
                iter: 1000,
                threads: 1);
    }

    [Fact]
    public void Each_core_gets_about_as_much()
    {
        var file = _root.Add("f.csv", string.Concat(Enumerable.Repeat("abc,def\n", 1000)));
        var dealt = new RangePartitioner(
            _root.Root,
            TestFormats.Csv(2),
            CutSearchOptions.Default,
            minBytes: 1000).Partition([TemporaryRoot.Whole(file)], 4);
        Assert.Equal([2000L, 2000, 2000, 2000], dealt.Select(ranges => Assert.Single(ranges).Range.Length));
    }

    [Fact]
    public void A_part_of_a_file_is_cut_within_that_part()
    {
        var file = _root.Add("f.csv", string.Concat(Enumerable.Repeat("abc,def\n", 1000)));
        var dealt = new RangePartitioner(
            _root.Root,
            TestFormats.Csv(2),
            CutSearchOptions.Default,
            minBytes: 1).Partition([new FileRange(file, new ByteRange(800, 1600))], 2);
        Assert.Equal(
            [new ByteRange(800, 1200), new ByteRange(1200, 1600)],
            dealt.Select(ranges => Assert.Single(ranges).Range));
    }
}
