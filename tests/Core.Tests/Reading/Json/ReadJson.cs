using Pipeline.Core.Datasets;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Json;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Tests.Reading.Json;

/// <summary>Reads JSON Lines into plain records and plain reasons, so that tests can compare them.</summary>
internal static class ReadJson
{
    /// <summary>
    /// In the order of the file, each record as its offset and fields, each bad one as its offset and what is wrong.
    /// </summary>
    /// <param name="cuts">Where ranges end, ascending; each begins where the one before it ended.</param>
    public static List<string> Read(
        DataRoot root,
        DatasetFile file,
        string[] paths,
        int vectorBits,
        ReadingOptions options,
        params IEnumerable<long> cuts)
    {
        var records = new List<(long Offset, string Shown)>();
        var bad = new BadRecords(BadRecordRule.Skip, record =>
            records.Add((record.Offset, $"{record.Offset}! {record.Reason}")));
        var bytes = File.ReadAllBytes(root.Resolve(file.Path, "dataset"));
        var start = 0L;
        foreach (var cut in cuts.Append(file.Fingerprint.Size))
        {
            if (cut <= start) continue;
            var range = new FileRange(file, new ByteRange(start, cut));
            using var reader = new JsonLinesReader(root, range, paths, bad, options, withRecords: true, vectorBits);
            var batch = new RecordBatch(paths.Length, withRecords: true);
            while (reader.Read(batch))
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    ReadBlocks.AssertWhole(batch, row, bytes);
                    records.Add((batch.Offsets[row], ReadBlocks.Show(batch, row)));
                }
                bad.EndBatch();
            }
            bad.EndBatch();
            start = reader.EndedAt;
        }
        return [.. records.OrderBy(record => record.Offset).Select(record => record.Shown)];
    }

    /// <summary>The same, line by line with <see cref="JsonLineReference"/>.</summary>
    public static List<string> ReadReference(ReadOnlySpan<byte> text, string[] paths)
    {
        var reference = new JsonLineReference(JsonPathTree.Of(paths), paths.Length);
        var records = new List<string>();
        var start = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (start < text.Length)
        {
            var length = text[start..].IndexOf((byte)'\n');
            var line = length < 0 ? text[start..] : text.Slice(start, length);
            if (!line.Trim(" \t\r"u8).IsEmpty)
                records.Add(
                    reference.Take(line) is { } reason
                        ? $"{start}! {reason}"
                        : ReadBlocks.Show(start, Enumerable.Range(0, paths.Length).Select(Value)));
            start += line.Length + 1;
        }
        return records;

        byte[]? Value(int column) => reference.Lengths[column] == FieldColumn.Null
            ? null : reference.Bytes.Slice(reference.Starts[column], reference.Lengths[column]).ToArray();
    }
}
