using CsCheck;
using Pipeline.Core.Coverage;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Coverage;

public sealed class CoverageTests
{
    private static readonly DatasetFile File = new("f.csv", new Fingerprint(100, 0, ""));

    [Fact]
    public void Blocks_that_join_up_are_proved()
    {
        var coverage = CoverageProof.Of(Job(3), [Block(0, 0, 40, 40), Block(1, 40, 80, 80), Block(2, 80, 100, 100)]);
        Assert.True(coverage.IsComplete);
        Assert.Equal(3, coverage.Partials.Count);
        Assert.Equal(30, coverage.Records);
        Assert.Equal(100, coverage.Bytes);
    }

    [Fact]
    public void A_wrong_cut_moves_to_where_the_left_neighbour_ended()
    {
        var coverage = CoverageProof.Of(Job(3), [Block(0, 0, 40, 43), Block(1, 40, 80, 77), Block(2, 80, 100, 100)]);
        Assert.False(coverage.IsComplete);
        Assert.Equal(new ByteRange(0, 43), Assert.Single(coverage.Extended).Ranges[0].Range);
        var revised = Assert.Single(coverage.Revised);
        Assert.Equal(
            (1, 1, new ByteRange(43, 80), null),
            (revised.Number, revised.Revision, revised.Ranges[0].Range, revised.Receipt));
    }

    [Fact]
    public void A_record_over_several_blocks_leaves_them_empty()
    {
        var coverage = CoverageProof.Of(
            Job(4),
            [Block(0, 0, 20, 95), Block(1, 20, 40, 40), Block(2, 40, 60, 60), Block(3, 60, 100, 100)]);
        Assert.Equal(
            [new ByteRange(95, 95), new ByteRange(95, 95), new ByteRange(95, 100)],
            coverage.Revised.Select(block => block.Ranges[0].Range));
    }

    [Fact]
    public void What_a_block_with_a_wrong_start_says_of_its_end_is_not_believed()
    {
        var coverage = CoverageProof.Of(Job(3), [Block(0, 0, 40, 43), Block(1, 40, 80, 99), Block(2, 80, 100, 100)]);
        Assert.Equal(1, Assert.Single(coverage.Revised).Number);
    }

    [Fact]
    public void A_bad_record_behind_a_wrong_cut_is_not_believed()
    {
        var bad = Block(1, 40, 80, 50) with
        {
            Receipt = Receipt(0, 40, 50) with { Partial = null, Bad = new("f.csv", 50, "Bad.") },
        };
        var wrong = CoverageProof.Of(Job(3), [Block(0, 0, 40, 43), bad, Block(2, 80, 100, 100)]);
        Assert.Null(wrong.Bad);
        Assert.Equal(1, Assert.Single(wrong.Revised).Number);

        var right = CoverageProof.Of(Job(3), [Block(0, 0, 40, 40), bad, Block(2, 80, 100, 100)]);
        Assert.Equal(50, right.Bad?.Offset);
    }

    [Fact]
    public void A_bad_record_is_believed_only_when_all_blocks_before_it_are_done()
    {
        var bad = Block(2, 80, 100, 90) with
        {
            Receipt = Receipt(0, 80, 90) with { Partial = null, Bad = new("f.csv", 90, "Bad.") },
        };
        var coverage = CoverageProof.Of(
            Job(3),
            [Block(0, 0, 40, 40), Block(1, 40, 80, 80) with { Receipt = null }, bad]);
        Assert.Null(coverage.Bad);
        Assert.Equal([1], coverage.Missing);
    }

    [Fact]
    public void Blocks_without_receipt_are_missing_and_failed_ones_are_told_apart()
    {
        var failed = Block(1, 40, 80, 80) with { Receipt = null, Failure = new("Error", "Cause", 1) };
        var coverage = CoverageProof.Of(
            Job(3),
            [Block(0, 0, 40, 40) with { Receipt = null }, failed, Block(2, 80, 100, 100)]);
        Assert.Equal([0], coverage.Missing);
        Assert.Equal(1, Assert.Single(coverage.Failed).Number);
    }

    [Fact]
    public void A_receipt_of_other_ranges_is_not_believed()
    {
        var stale = Block(1, 40, 80, 80) with { Receipt = Receipt(0, 43, 80) };
        var coverage = CoverageProof.Of(Job(3), [Block(0, 0, 40, 40), stale, Block(2, 80, 100, 100)]);
        var again = Assert.Single(coverage.Revised);
        Assert.Equal(
            (1, 1, new ByteRange(40, 80), null),
            (again.Number, again.Revision, again.Ranges[0].Range, again.Receipt));
    }

    [Fact]
    public void A_failure_of_before_the_redrive_is_done_again()
    {
        var failed = Block(1, 40, 80, 80) with { Receipt = null, Failure = new("Error", "Cause", 1, Redrive: 1) };
        BlockManifest[] blocks = [Block(0, 0, 40, 40), failed, Block(2, 80, 100, 100)];
        Assert.Single(CoverageProof.Of(Job(3), blocks, redrive: 1).Failed);
        var again = CoverageProof.Of(Job(3), blocks, redrive: 2);
        Assert.Empty(again.Failed);
        Assert.Equal([1], again.Missing);
    }

    [Fact]
    public void Manifests_that_lost_a_block_a_byte_or_their_order_are_refused()
    {
        BlockManifest[] blocks = [Block(0, 0, 40, 40), Block(1, 40, 80, 80), Block(2, 80, 100, 100)];
        Assert.Throws<CoverageException>(() => CoverageProof.Of(Job(3), blocks[..2]));
        Assert.Throws<CoverageException>(() => CoverageProof.Of(Job(2), blocks[..2]));
        Assert.Throws<CoverageException>(() => CoverageProof.Of(Job(2), [blocks[0], blocks[2]]));
        Assert.Throws<CoverageException>(() =>
            CoverageProof.Of(Job(3), [blocks[0], blocks[2] with { Number = 1 }, blocks[1] with { Number = 2 }]));
        Assert.Throws<CoverageException>(() =>
            CoverageProof.Of(Job(2), [blocks[1] with { Number = 0 }, blocks[2] with { Number = 1 }]));
        Assert.Throws<CoverageException>(() => CoverageProof.Of(Job(3) with { Bytes = 101 }, blocks));
        Assert.Throws<CoverageException>(() => CoverageProof.Of(Job(3), [blocks[0], Block(1, 40, 80, 79), blocks[2]]));
        var unread = blocks[0] with { Receipt = null };
        Assert.Throws<CoverageException>(() => CoverageProof.Of(Job(3), [unread, Block(1, 41, 80, 80), blocks[2]]));
    }

    /// <summary>
    /// Any wrong cuts, any order of work: checking and doing again ends with the records of the whole, each once.
    /// </summary>
    [Fact]
    public void Repair_ends_with_every_record_once()
    {
        Gen.Select(Gen.Int[1, 99].Array[0, 12], Gen.Int[1, 99].Array[0, 12], Gen.Int[0, 1000])
            .Sample(
                (recordStarts, cuts, seed) =>
                {
                    var random = new Random(seed);
                    var starts = recordStarts.Append(0).Distinct().Order().ToList();
                    var bounds = cuts.Append(0).Append(100).Distinct().Order().ToList();
                    var blocks = bounds
                        .SkipLast(1)
                        .Select((start, i) => Block(i, start, bounds[i + 1], 0) with { Receipt = null })
                        .ToList();
                    for (var round = 0; ; round++)
                    {
                        Assert.True(round <= blocks.Count, "every round proves at least one block more");
                        foreach (var block in blocks.Where(block => block.Receipt is null).ToList())
                            blocks[block.Number] = block with { Receipt = Work(block, starts, random) };
                        var coverage = CoverageProof.Of(Job(blocks.Count), blocks);
                        foreach (var changed in coverage.Extended.Concat(coverage.Revised))
                            blocks[changed.Number] = changed;
                        if (coverage.IsComplete)
                            break;
                    }
                    Assert.All(blocks, block =>
                        Assert.True(
                            block.Ranges[0].Range.Length == 0 || starts.Contains((int)block.Ranges[0].Range.Start)));
                },
                iter: 5000);
    }

    /// <summary>A worker that starts inside a record finds one end of it or another, as quotes would have it.</summary>
    private static Receipt Work(BlockManifest block, List<int> starts, Random random)
    {
        var (start, end) = (block.Ranges[0].Range.Start, block.Ranges[0].Range.End);
        if (start == end) return Receipt(block.Revision, start, end);
        var next = starts.Where(at => at >= end).Append(100).Min();
        var isRight = starts.Contains((int)start);
        return Receipt(block.Revision, start, isRight ? next : random.Next((int)end, 101));
    }

    private static JobManifest Job(int blocks) =>
        new(
            "job",
            new JobRequest(["f.csv"], new OperationRequest("query", default)),
            TestFormats.Csv(1),
            JobState.Processing,
            default,
            default,
            blocks,
            Files: 1,
            Bytes: 100);

    private static BlockManifest Block(int number, long start, long end, long endedAt) =>
        new("job", number, 0, [new FileRange(File, new ByteRange(start, end))], Receipt(0, start, endedAt));

    private static Receipt Receipt(int revision, long start, long endedAt) =>
        new(
            revision,
            Records: 10,
            Rejected: 0,
            endedAt - start,
            endedAt,
            new StoredFile("p", 0, ""),
            Bad: null,
            Seconds: 0);
}
