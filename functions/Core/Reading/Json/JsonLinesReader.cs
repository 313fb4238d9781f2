using Pipeline.Core.Datasets;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Reads a range of JSON Lines: extracts the values at the requested paths and validates the rest of each line. Strings
/// lose their quotes and escapes; numbers, booleans, objects and arrays stay as written. If an object has a property
/// twice, the first one wins.
/// </summary>
/// <remarks>
/// JSON strings contain no raw newlines, so every newline ends a line. A walker reads the lines. Any line that it
/// cannot handle goes to the reference reader, which decides whether the record is bad.
/// </remarks>
internal sealed class JsonLinesReader : RangeReader
{
    private readonly JsonLineWalker _walker;
    private readonly JsonLineReference _reference;

    /// <summary>
    /// Copies of the values if one may contain another, so that decoding the escapes of one does not change the other;
    /// null if values stay in the buffer.
    /// </summary>
    private readonly JsonTexts? _copies;
    private bool _started;

    /// <param name="vectorBits">Vector width to use; 0 to choose one for the CPU.</param>
    public JsonLinesReader(
        DataRoot root,
        FileRange range,
        IReadOnlyList<string> columns,
        BadRecords badRecords,
        ReadingOptions options,
        bool withRecords = false,
        int vectorBits = 0)
        : base(root, range, badRecords, options, withRecords)
    {
        var paths = JsonPathTree.Of(columns);
        _reference = new JsonLineReference(paths, columns.Count);
        _copies = paths.Overlaps ? new JsonTexts() : null;
        _walker = JsonLineWalker.Create(
            paths,
            new JsonLineValues(columns.Count, _copies),
            options.BatchRecords,
            vectorBits);
    }

    protected override bool Fill(RecordBatch batch)
    {
        _copies?.Clear();
        while (InRange && batch.Count < Options.BatchRecords)
        {
            Next = _walker.Take(batch, Buffer, Next, Range.End);
            if (!InRange || batch.Count == Options.BatchRecords) break;

            var rest = Buffer.Bytes.AsSpan(Next, Buffer.Length - Next);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0 && !Buffer.AtEndOfFile)
            {
                if (batch.Count > 0) break;
                ReadOn();
                continue;
            }
            if (length < 0 && rest.IsEmpty) break;

            Take(length < 0 ? rest.Length : length, batch);
            Next += length < 0 ? rest.Length : length + 1;
        }
        batch.Bytes = _copies?.Bytes ?? Buffer.Bytes;
        if (batch.Records is { } records)
            TakeWholeRecords(batch, records);
        return batch.Count > 0 || (InRange && !Buffer.AtEndOfFile);
    }

    private void TakeWholeRecords(RecordBatch batch, FieldColumn records)
    {
        var bytes = Buffer.Original;
        for (var row = 0; row < batch.Count; row++)
        {
            var start = (int)(batch.Offsets[row] - Buffer.Offset);
            var length = bytes.AsSpan(start, Buffer.Length - start).IndexOf((byte)'\n');
            records.Starts[row] = start;
            records.Lengths[row] = length < 0 ? Buffer.Length - start : length;
        }
        batch.RecordBytes = bytes;
    }

    private void ReadOn()
    {
        Buffer.Advance(Next);
        Next = 0;
        if (_started || (Buffer.Length < 3 && !Buffer.AtEndOfFile)) return;
        _started = true;
        SkipByteOrderMark();
    }

    private void Take(int length, RecordBatch batch)
    {
        var line = Buffer.Bytes.AsSpan(Next, length);
        if (line.Trim(" \t\r"u8).IsEmpty) return;

        if (_reference.Take(line) is { } reason)
        {
            BadRecords.Add(Path, Buffer.Offset + Next, reason);
            return;
        }
        // Values that do not overlap always fit into their line.
        var start = Next;
        if (_copies is null)
            _reference.Bytes.CopyTo(line);
        else
            start = _copies.Add(_reference.Bytes);
        for (var i = 0; i < batch.Columns.Length; i++)
        {
            batch.Columns[i].Starts[batch.Count] = start + _reference.Starts[i];
            batch.Columns[i].Lengths[batch.Count] = _reference.Lengths[i];
        }
        batch.Offsets[batch.Count++] = Buffer.Offset + Next;
    }
}
