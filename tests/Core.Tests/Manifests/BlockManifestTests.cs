using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Tests.Manifests;

public class BlockManifestTests
{
    private static readonly DatasetFile File = new("a.csv", new Fingerprint(100, 1, "0f"));

    private static readonly BlockManifest Block = new(
        "job", 0, 4, [new FileRange(File, new ByteRange(0, 10)), new FileRange(File, new ByteRange(20, 40))]);

    private static readonly Receipt Receipt = new(4, 1, 0, 33, 43, new StoredFile("p", 1, "ab"), null, 0);

    [Fact]
    public void Extended_the_last_range_ends_with_the_last_record_and_the_receipt_stays()
    {
        var extended = (Block with { Receipt = Receipt }).Extended();
        Assert.Equal([new ByteRange(0, 10), new ByteRange(20, 43)], extended.Ranges.Select(range => range.Range));
        Assert.Equal((4, Receipt), (extended.Revision, extended.Receipt));
    }

    [Fact]
    public void Without_a_receipt_nobody_knows_how_far_to_extend() =>
        Assert.Throws<InvalidOperationException>(() => Block.Extended());

    [Fact]
    public void Revised_it_is_the_next_revision_and_nothing_of_the_last_one_counts()
    {
        var failed = Block with { Receipt = Receipt, Failure = new BlockFailure("IOException", "gone", 1) };
        var revised = failed.Revised([new FileRange(File, new ByteRange(43, 60))]);
        Assert.Equal((5, null, null), (revised.Revision, revised.Receipt, revised.Failure));
        Assert.Equal(new ByteRange(43, 60), Assert.Single(revised.Ranges).Range);
    }
}
