using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Datasets;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading.Ranges;

/// <summary>
/// Reads the records that start in one range of a file, batch by batch, through a bounded buffer. It assumes that the
/// range starts at a record; <see cref="EndedAt"/> later proves this for the next range.
/// </summary>
internal abstract class RangeReader : IDisposable
{
    private readonly SafeFileHandle _file;

    private protected RangeReader(
        DataRoot root,
        FileRange range,
        BadRecords badRecords,
        ReadingOptions options,
        bool withRecords)
    {
        Path = range.File.Path;
        Range = range.Range;
        BadRecords = badRecords;
        Options = options;
        _file = RegularFile.Open(root.Resolve(Path, "dataset"), Path);
        Buffer = new RangeBuffer(
            (target, offset) => RegularFile.ReadFully(_file, target, offset, Path),
            Path,
            Range,
            options,
            withRecords);
    }

    /// <summary>Offset at which the last record that was read ended, including its newline.</summary>
    public long EndedAt => Buffer.Offset + Next;

    public long BytesRead => Buffer.BytesRead;

    protected string Path { get; }

    protected ByteRange Range { get; }

    protected BadRecords BadRecords { get; }

    protected ReadingOptions Options { get; }

    protected RangeBuffer Buffer { get; }

    /// <summary>Buffer index of the first byte not yet returned.</summary>
    protected int Next { get; set; }

    /// <summary>Fills the batch with the next records.</summary>
    /// <returns>False, with an empty batch, after the last record.</returns>
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

    /// <summary>Adds records to the batch or reads more bytes; false at the end of the range.</summary>
    protected abstract bool Fill(RecordBatch batch);

    /// <summary>Whether the next record, if any, starts in the range.</summary>
    protected bool InRange => Buffer.Offset + Next < Range.End;

    /// <summary>Skips a UTF-8 byte order mark at the start of the file.</summary>
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
