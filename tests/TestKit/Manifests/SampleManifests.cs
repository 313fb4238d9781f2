using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.TestKit.Manifests;

/// <summary>Manifests for tests.</summary>
public static class SampleManifests
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 23, 10, 5, TimeSpan.Zero);

    public static JobManifest Job(string id) => new(
        id,
        JobRequestReader.Read(
            """{"dataset":"a.csv","operation":{"type":"query","sql":"SELECT 'ü' FROM dataset"},"blockSize":10}"""),
        new DelimitedFormat((byte)';', null, true, [new Column("t", ColumnKind.Number)]),
        JobState.Splitting,
        Now,
        Now,
        Blocks: 2,
        Files: 1,
        Bytes: 20);

    public static BlockManifest Block(string jobId, int number, params FileRange[] ranges) =>
        new(jobId, number, 0, ranges.Length > 0 ? ranges : [Range(number * 10, (number * 10) + 10)]);

    public static Receipt Receipt() =>
        new(0, 3, 1, 10, 10, new StoredFile("partials/0-0.partial", 64, "0f"), null, 0.25);

    public static FileRange Range(long start, long end) =>
        new(
            new DatasetFile("weather/é.csv", new Fingerprint(20, 638_000_000_000_000_000, "0f")),
            new ByteRange(start, end));
}
