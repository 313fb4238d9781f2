using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading;

/// <summary>Reads all records of a block, range by range. The entry point of this folder.</summary>
/// <param name="ranges">One range of a large file, or several small files.</param>
/// <param name="columns">Names of the columns to read, in the order of <see cref="RecordBatch.Columns"/>.</param>
/// <param name="withRecords">Whether the batches provide <see cref="RecordBatch.Records"/>.</param>
public sealed class BlockReader(
    DataRoot root,
    IReadOnlyList<FileRange> ranges,
    RecordFormat format,
    IReadOnlyList<string> columns,
    BadRecords badRecords,
    ReadingOptions options,
    bool withRecords = false) : IDisposable
{
    private RangeReader? _current;
    private int _next;
    private long _bytesBefore;

    /// <summary>The number of records read so far, including those that this reader found bad.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes read so far: from the start of each range to the end of its last record.</summary>
    public long Bytes => _bytesBefore + (_current is null ? 0 : _current.EndedAt - ranges[_next - 1].Range.Start);

    /// <summary>Offset in its file at which the last returned record ended.</summary>
    public long EndedAt { get; private set; } = ranges.Count > 0 ? ranges[0].Range.Start : 0;

    /// <summary>Fills the batch with the next records, all from one file.</summary>
    /// <returns>False after the last record.</returns>
    /// <exception cref="BadRecordException">A record is longer than the maximum.</exception>
    /// <exception cref="DatasetUnavailableException">A file is missing or cannot be read.</exception>
    public bool Read(RecordBatch batch)
    {
        while (true)
        {
            if (_current is null)
            {
                if (_next == ranges.Count) return false;
                var range = ranges[_next++];
                _current = RangeReaderFactory.Open(root, range, format, columns, badRecords, options, withRecords);
            }
            var badBefore = badRecords.Count;
            var any = _current.Read(batch);
            Records += batch.Count + (badRecords.Count - badBefore);
            EndedAt = _current.EndedAt;
            if (any) return true;
            _bytesBefore = Bytes;
            _current.Dispose();
            _current = null;
        }
    }

    public void Dispose() => _current?.Dispose();
}
