using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Datasets;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading.Ranges;

/// <summary>
/// Reads the records whose first byte lies in one range of a file, batch by batch, through a bounded buffer. Whether
/// the range starts at a record is taken on trust here; <see cref="EndedAt"/> is what proves it to the right neighbour.
/// </summary>
internal abstract class RangeReader : IDisposable
{
    private readonly SafeFileHandle _file;

    private protected RangeReader(DataRoot root, FileRange range, BadRecords badRecords, ReadingOptions options, bool withRecords)
    {
        Path = range.File.Path;
        Range = range.Range;
        BadRecords = badRecords;
        Options = options;
        _file = RegularFile.Open(root.Resolve(Path, "dataset"), Path);
        Buffer = new RangeBuffer((target, offset) => RegularFile.ReadFully(_file, target, offset, Path), Path, Range, options, withRecords);
    }

    /// <summary>Offset where the last record that starts in the range ended (its newline included).</summary>
    public long EndedAt => Buffer.Offset + Next;

    public long BytesRead => Buffer.BytesRead;

    protected string Path { get; }

    protected ByteRange Range { get; }

    protected BadRecords BadRecords { get; }

    protected ReadingOptions Options { get; }

    protected RangeBuffer Buffer { get; }

    /// <summary>Index in the buffer of the first byte not yet given out.</summary>
    protected int Next { get; set; }

    /// <summary>Fills the batch with the next records; false, with an empty batch, after the last one.</summary>
    public bool Read(RecordBatch batch)
    {
        batch.File = Path;
        batch.Reserve(Options.BatchRecords);
        do
        {
            batch.Count = 0;
            if (!Fill(batch)) return false;
        }
        while (batch.Count == 0);
        return true;
    }

    /// <summary>Gives out some records or reads on; false at the end of the range.</summary>
    protected abstract bool Fill(RecordBatch batch);

    /// <summary>Whether the next record, if there is one, belongs to the range.</summary>
    protected bool InRange => Buffer.Offset + Next < Range.End;

    /// <summary>Skips a UTF-8 byte order mark, which can only stand at the start of a file.</summary>
    protected void SkipByteOrderMark()
    {
        if (Buffer.Offset == 0 && Next == 0 && Buffer.Bytes.AsSpan(0, Buffer.Length).StartsWith("\uFEFF"u8))
            Next = 3;
    }

    public void Dispose()
    {
        Buffer.Dispose();
        _file.Dispose();
    }
}
