using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Tests.Reading;

/// <summary>Reads blocks into plain records, so that tests can compare them.</summary>
public static class ReadBlocks
{
    /// <summary>A few bytes at a time and three records a batch: every boundary is hit.</summary>
    public static readonly ReadingOptions Tiny = new(BufferBytes: 16, BatchRecords: 3, MaxRecordBytes: 1 << 20);

    /// <summary>Each record as its offset and its fields, NULL as <c>∅</c>.</summary>
    public static (List<string> Records, long EndedAt) Read(
        DataRoot root,
        FileRange range,
        RecordFormat format,
        BadRecordRule rule = BadRecordRule.Skip,
        ReadingOptions? options = null)
    {
        var columns = format.Columns.Select(column => column.Name).ToList();
        var badRecords = new BadRecords(rule);
        using var reader = new BlockReader(
            root,
            [range],
            format,
            columns,
            badRecords,
            options ?? Tiny,
            withRecords: true);
        var batch = new RecordBatch(columns.Count, withRecords: true);
        var records = new List<string>();
        var file = File.ReadAllBytes(root.Resolve(range.File.Path, "dataset"));
        while (reader.Read(batch))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                AssertWhole(batch, row, file);
                records.Add(Show(batch, row));
            }
            badRecords.EndBatch();
        }
        badRecords.EndBatch();
        return (records, reader.EndedAt);
    }

    /// <summary>The whole record is as it is in the file, and ends where a record may.</summary>
    public static void AssertWhole(RecordBatch batch, int row, byte[] file)
    {
        var start = (int)batch.Offsets[row];
        var record = batch.RecordBytes.AsSpan(batch.Records!.Starts[row], batch.Records.Lengths[row]);
        Assert.True(
            record.SequenceEqual(file.AsSpan(start, record.Length)),
            $"The record at {start} is not as in the file.");
        Assert.True(
            start + record.Length == file.Length || file[start + record.Length] == '\n',
            $"The record at {start} does not end after {record.Length} bytes.");
    }

    /// <summary>
    /// Every range in turn, each begun where the one before it ended, as the repair of wrong cuts does.
    /// </summary>
    public static List<string> ReadRepaired(
        DataRoot root,
        DatasetFile file,
        IEnumerable<long> cuts,
        RecordFormat format)
    {
        var records = new List<string>();
        var start = 0L;
        foreach (var cut in cuts.Append(file.Fingerprint.Size))
        {
            if (cut <= start) continue;
            var (found, endedAt) = Read(root, new FileRange(file, new ByteRange(start, cut)), format);
            records.AddRange(found);
            start = endedAt;
        }
        return records;
    }

    public static List<string> ReadReference(ReadOnlySpan<byte> text, DelimitedFormat format) =>
        [
            .. ReferenceReader
                .Read(text, format)
                .Where(record =>
                    record.Fields.Count == format.Columns.Count && !record.Fields.Any(field => field.IsMalformed))
                .Select(record => Show(record.Offset, record.Fields.Select(field => field.Value))),
        ];

    /// <summary>A record as its offset and its fields, NULL as <c>∅</c>.</summary>
    public static string Show(RecordBatch batch, int row) =>
        Show(batch.Offsets[row], batch.Columns.Select(column => Field(batch, column, row)));

    public static string Show(long offset, IEnumerable<byte[]?> fields) =>
        $"{offset}: "
            + $"{string.Join(" | ", fields.Select(field => field is null ? "∅" : Encoding.Latin1.GetString(field)))}";

    private static byte[]? Field(RecordBatch batch, FieldColumn column, int row) =>
        column.Lengths[row] == FieldColumn.Null
            ? null
            : batch.Bytes.AsSpan(column.Starts[row], column.Lengths[row]).ToArray();
}
