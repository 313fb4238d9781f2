using Pipeline.Core.Datasets;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading;

/// <summary>
/// Reads a range of JSON Lines: takes the values at the paths asked for and checks the rest of each line for being
/// JSON. Text loses its quotes and escapes; numbers, booleans, objects and arrays stay as written. Of a property
/// that stands twice in one object the first counts.
/// </summary>
internal sealed class JsonLinesReader : RangeReader
{
    private readonly JsonLineReference _reference;

    /// <summary>The values of a batch.</summary>
    private readonly JsonTexts _texts = new();
    private bool _started;

    public JsonLinesReader(DataRoot root, FileRange range, IReadOnlyList<string> columns, BadRecords badRecords, ReadingOptions options)
        : base(root, range, badRecords, options)
    {
        _reference = new JsonLineReference(JsonPathTree.Of(columns), columns.Count);
    }

    protected override bool Fill(RecordBatch batch)
    {
        _texts.Clear();
        while (InRange && batch.Count < Options.BatchRecords)
        {
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
        batch.Bytes = _texts.Bytes;
        return batch.Count > 0 || (InRange && !Buffer.AtEndOfFile);
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
        var start = _texts.Add(_reference.Bytes);
        for (var i = 0; i < batch.Columns.Length; i++)
        {
            batch.Columns[i].Starts[batch.Count] = start + _reference.Starts[i];
            batch.Columns[i].Lengths[batch.Count] = _reference.Lengths[i];
        }
        batch.Offsets[batch.Count++] = Buffer.Offset + Next;
    }
}
