using Pipeline.Core.Datasets;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Reads a range of JSON Lines: takes the values at the paths asked for and checks the rest of each line for being
/// JSON. Text loses its quotes and escapes; numbers, booleans, objects and arrays stay as written. Of a property
/// that stands twice in one object the first counts.
/// </summary>
/// <remarks>
/// JSON has no raw newline within a text, so every newline ends a line, whatever stands before it. A walker takes the
/// lines; any that it is not sure of is left to the reference, which has the last word on what is a bad record.
/// </remarks>
internal sealed class JsonLinesReader : RangeReader
{
    private readonly JsonLineWalker _walker;
    private readonly JsonLineReference _reference;

    /// <summary>
    /// Where values go if one may lie inside another, so that taking the escapes out of it leaves the other as it is;
    /// null if values stay where they stand in the buffer.
    /// </summary>
    private readonly JsonTexts? _copies;
    private bool _started;

    /// <param name="vectorBits">Width of the vectors to use; 0 for what suits the processor.</param>
    public JsonLinesReader(
        DataRoot root, FileRange range, IReadOnlyList<string> columns, BadRecords badRecords, ReadingOptions options, bool withRecords = false, int vectorBits = 0)
        : base(root, range, badRecords, options, withRecords)
    {
        var paths = JsonPathTree.Of(columns);
        _reference = new JsonLineReference(paths, columns.Count);
        _copies = paths.Overlaps ? new JsonTexts() : null;
        _walker = JsonLineWalker.Create(paths, new JsonLineValues(columns.Count, _copies), options.BatchRecords, vectorBits);
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
        // Values that do not overlap are together no longer than the line that they stand in.
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
