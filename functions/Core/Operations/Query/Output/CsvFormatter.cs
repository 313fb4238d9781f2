using System.Buffers;
using System.Text;
using Pipeline.Core.Jobs;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Output;

/// <summary>
/// RFC 4180 with commas, LF and a line of names. Quotes stand only where they must. NULL is nothing at all, empty text
/// is a pair of quotes; columns of the file keep their bytes.
/// </summary>
internal sealed class CsvFormatter : RowFormatter
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly byte[] _head;

    public CsvFormatter(IReadOnlyList<ResultColumn> columns)
    {
        var head = new ArrayBufferWriter<byte>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
                Write((byte)',', head);
            WriteText(Encoding.UTF8.GetBytes(columns[i].Name), head);
        }
        Write((byte)'\n', head);
        _head = head.WrittenSpan.ToArray();
    }

    public override ReadOnlySpan<byte> Head => _head;

    public override void Format(OutputColumn[] columns, int row, ArrayBufferWriter<byte> target)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0)
                Write((byte)',', target);
            var column = columns[i];
            if (column.States[row] != RowState.Value) continue;
            if (column.Texts is { } texts)
                WriteText(texts[row], target);
            else if (column.Numbers is { } numbers)
                Write(numbers, row, target);
            else
                target.Write(column.Booleans!.Values[row] ? "true"u8 : "false"u8);
        }
    }

    /// <summary>Writes a field, in quotes where it must have them; those of an empty one tell it from NULL.</summary>
    public static void WriteText(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> target)
    {
        if (!text.IsEmpty && !text.ContainsAny(Special))
        {
            target.Write(text);
            return;
        }
        Write((byte)'"', target);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            target.Write(text[..(quote + 1)]);
            Write((byte)'"', target);
            text = text[(quote + 1)..];
        }
        target.Write(text);
        Write((byte)'"', target);
    }
}
