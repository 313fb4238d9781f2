using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Tests.Manifests;

public class ManifestsJsonTests
{
    private static readonly BlockManifest Block = new(
        "job",
        3,
        1,
        [
            new FileRange(
                new DatasetFile("a.csv", new Fingerprint(100, 638_000_000_000_000_000, "0f")),
                new ByteRange(40, 95)),
        ],
        new Receipt(1, 10, 2, 57, 97, new StoredFile("partials/3-1.partial", 64, "ab"), null, 0.5),
        new BlockFailure("BadRecordException", "a.csv, record at byte 41: …", 2, Redrive: 1),
        new BlockStart(new DateTimeOffset(2026, 11, 23, 23, 10, 5, TimeSpan.Zero)));

    [Fact]
    public void A_block_is_written_like_this()
    {
        var json = JsonSerializer.Serialize(Block, ManifestsJson.Default.BlockManifest);
        Assert.Equal(
            """{"jobId":"job","number":3,"revision":1,"ranges":[{"file":{"path":"a.csv","fingerprint":{"size":"""
                + """100,"modifiedTicks":638000000000000000,"headTailHash":"0f"}},"range":{"start":40,"end":"""
                + """95}}],"receipt":{"revision":1,"records":10,"rejected":2,"bytes":57,"endedAt":97,"partial":"""
                + """{"name":"partials/3-1.partial","length":64,"hash":"ab"},"bad":null,"seconds":"""
                + """0.5,"rejectsName":null,"pass":0},"failure":{"error":"BadRecordException","cause":"a.csv,"""
                + """ record at byte 41:"""
                + """ \u2026","attempts":2,"redrive":1,"pass":0},"start":{"at":"2026-11-23T23:10:05+00:"""
                + """00","pass":0}}""",
            json);
        var read = JsonSerializer.Deserialize(json, ManifestsJson.Default.BlockManifest)!;
        Assert.Equal(Block with { Ranges = [] }, read with { Ranges = [] });
        Assert.Equal(Block.Ranges, read.Ranges);
    }

    [Theory]
    [InlineData(
        """{"type":"csv","delimiter":59,"quote":null,"header":true,"columns":[{"name":"t","kind":"number"}]}""")]
    [InlineData("""{"type":"jsonl","columns":[{"name":"a.b","kind":"boolean"}]}""")]
    public void A_job_reads_back_with_its_request_and_format(string format)
    {
        var json =
            $$$"""{"jobId":"job","request":{"dataset":"a","operation":"""
                + $$$"""{"type":"query"},"onBadRecord":"fail","tolerateFailedBlocks":0,"output":"jsonl"},"format":"""
                + $$$"""{{{format}}},"state":"merging","createdAt":"2026-11-23T23:10:05+00:"""
                + $$$"""00","updatedAt":"2026-11-23T23:10:06+00:00","blocks":1,"files":2,"bytes":3,"error":"""
                + $$$"""null,"cause":null,"result":null,"pass":1,"learned":{"name":"passes/01-a.state","length":"""
                + $$$"""3,"hash":"0a"}}""";
        var job = JsonSerializer.Deserialize(json, ManifestsJson.Default.JobManifest)!;
        Assert.Equal(JobState.Merging, job.State);
        Assert.Equal(json, JsonSerializer.Serialize(job, ManifestsJson.Default.JobManifest));
    }

    [Fact]
    public void A_receipt_that_lacks_a_count_is_refused() =>
        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize(
                """{"revision":1,"rejected":2,"bytes":57,"endedAt":97,"partial":null,"bad":null,"seconds":0.5}""",
                ManifestsJson.Default.Receipt));
}
