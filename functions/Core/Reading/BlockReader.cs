using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading;

/// <summary>Reads all records of a block, range by range. The door of this room.</summary>
/// <param name="ranges">One range of a large file, or the whole of several small ones.</param>
/// <param name="columns">Names of the columns to read, in the order of <see cref="RecordBatch.Columns"/>.</param>
/// <param name="withRecords">Whether the batches are to have <see cref="RecordBatch.Records"/>.</param>
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

    /// <summary>Records read so far: those given out, and those that were bad already here.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes of the dataset from the start of each range to the end of its last record so far.</summary>
    public long Bytes => _bytesBefore + (_current is null ? 0 : _current.EndedAt - ranges[_next - 1].Range.Start);

    /// <summary>Offset where the last record given out ended, in the file that it came from.</summary>
    public long EndedAt { get; private set; } = ranges.Count > 0 ? ranges[0].Range.Start : 0;

    /// <summary>Fills the batch with the next records, all from one file; false after the last one.</summary>
    /// <exception cref="BadRecordException">A record is bad, and the rule is to fail.</exception>
    /// <exception cref="DatasetUnavailableException">A file is gone or cannot be read.</exception>
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
