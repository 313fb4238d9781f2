using System.Buffers;
using System.Text;
using Pipeline.Core.Manifests;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Output;

/// <summary>
/// JSON Lines: one object per row. A numeric column of the file keeps its bytes if they are a valid JSON number; a
/// value that does not fit its column's kind is a string.
/// </summary>
internal class JsonFormatter : RowFormatter
{
    /// <summary>By column, what precedes its value: <c>{"a":</c> and <c>,"b":</c>.</summary>
    private readonly byte[][] _names;

    public JsonFormatter(IReadOnlyList<ResultColumn> columns)
    {
        _names = new byte[columns.Count][];
        var name = new ArrayBufferWriter<byte>();
        for (var i = 0; i < columns.Count; i++)
        {
            name.ResetWrittenCount();
            Write(i == 0 ? (byte)'{' : (byte)',', name);
            JsonText.Write(Encoding.UTF8.GetBytes(columns[i].Name), name);
            Write((byte)':', name);
            _names[i] = name.WrittenSpan.ToArray();
        }
    }

    public sealed override void Format(OutputColumn[] columns, int row, ArrayBufferWriter<byte> target)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            target.Write(_names[i]);
            var column = columns[i];
            if (column.States[row] != RowState.Value)
                target.Write("null"u8);
            else if (column.IsRaw && column.Kind != ColumnKind.Text)
                WriteRaw(column.Texts![row], column.Kind, target);
            else if (column.Texts is { } texts)
                JsonText.Write(texts[row], target);
            else if (column.Numbers is { } numbers)
                Write(numbers, row, target);
            else
                target.Write(column.Booleans!.Values[row] ? "true"u8 : "false"u8);
        }
        Write((byte)'}', target);
    }

    private static void WriteRaw(ReadOnlySpan<byte> field, ColumnKind kind, ArrayBufferWriter<byte> target)
    {
        if (kind == ColumnKind.Number && JsonText.IsNumber(field))
            target.Write(field);
        else if (kind == ColumnKind.Number && Number.TryParse(field, out var number))
            Write(number, target);
        else if (kind == ColumnKind.Boolean && Ascii.EqualsIgnoreCase(field, "true"u8))
            target.Write("true"u8);
        else if (kind == ColumnKind.Boolean && Ascii.EqualsIgnoreCase(field, "false"u8))
            target.Write("false"u8);
        else
            JsonText.Write(field, target);
    }
}
