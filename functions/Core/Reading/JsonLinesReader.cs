using System.Globalization;
using System.Text.Json;
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
    private const int Unseen = -2;

    private readonly JsonPathTree _paths;
    private byte[] _text = [];
    private int _textLength;
    private bool _started;

    public JsonLinesReader(DataRoot root, FileRange range, IReadOnlyList<string> columns, BadRecords badRecords, ReadingOptions options)
        : base(root, range, badRecords, options)
    {
        _paths = JsonPathTree.Of(columns);
    }

    protected override bool Fill(RecordBatch batch)
    {
        _textLength = 0;
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

            var line = length < 0 ? rest : rest[..length];
            Take(line, Buffer.Offset + Next, batch);
            Next += length < 0 ? line.Length : length + 1;
        }
        batch.Bytes = _text;
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

    private void Take(ReadOnlySpan<byte> line, long offset, RecordBatch batch)
    {
        if (line.Trim(" \t\r"u8).IsEmpty) return;

        var row = batch.Count;
        foreach (var column in batch.Columns)
            column.Lengths[row] = Unseen;
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                BadRecords.Add(Path, offset, "The line is not a JSON object.");
                return;
            }
            TakeObject(ref json, line, _paths, batch);
            // Anything but white space after the object makes this throw.
            json.Read();
        }
        catch (JsonException e)
        {
            BadRecords.Add(Path, offset, string.Create(CultureInfo.InvariantCulture, $"The line is not valid JSON: {e.Message}"));
            return;
        }
        catch (InvalidOperationException)
        {
            BadRecords.Add(Path, offset, "A text in the line is not valid UTF-16 or UTF-8 after its escapes are taken out.");
            return;
        }
        foreach (var column in batch.Columns)
        {
            if (column.Lengths[row] == Unseen)
                column.Lengths[row] = FieldColumn.Null;
        }
        batch.Offsets[row] = offset;
        batch.Count++;
    }

    private void TakeObject(ref Utf8JsonReader json, ReadOnlySpan<byte> line, JsonPathTree paths, RecordBatch batch)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var child = paths.Child(ref json);
            json.Read();
            if (child is null)
            {
                json.Skip();
                continue;
            }
            var start = (int)json.TokenStartIndex;
            var isText = json.TokenType == JsonTokenType.String;
            var isNull = json.TokenType == JsonTokenType.Null;
            if (isText && child.Column >= 0)
                TakeText(ref json, batch.Columns[child.Column], batch.Count);
            else if (json.TokenType == JsonTokenType.StartObject && child.HasChildren)
                TakeObject(ref json, line, child, batch);
            else
                json.Skip();
            if (child.Column >= 0 && !isText)
                TakeRaw(isNull ? default : line[start..(int)json.BytesConsumed], isNull, batch.Columns[child.Column], batch.Count);
        }
    }

    private void TakeText(ref Utf8JsonReader json, FieldColumn column, int row)
    {
        if (column.Lengths[row] != Unseen) return;
        Reserve(json.ValueSpan.Length);
        // Taking out escapes never makes a text longer.
        var length = json.CopyString(_text.AsSpan(_textLength));
        column.Starts[row] = _textLength;
        column.Lengths[row] = length;
        _textLength += length;
    }

    private void TakeRaw(ReadOnlySpan<byte> value, bool isNull, FieldColumn column, int row)
    {
        if (column.Lengths[row] != Unseen) return;
        Reserve(value.Length);
        value.CopyTo(_text.AsSpan(_textLength));
        column.Starts[row] = _textLength;
        column.Lengths[row] = isNull ? FieldColumn.Null : value.Length;
        _textLength += value.Length;
    }

    private void Reserve(int bytes)
    {
        if (_text.Length - _textLength < bytes)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + bytes + 4096));
    }
}
