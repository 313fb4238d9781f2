using System.Buffers;
using System.Text;
using Pipeline.Core.Manifests;
using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Output;

/// <summary>
/// RFC 4180 with commas, LF and a header line. Values are quoted only if necessary. NULL is empty, and empty text is a
/// pair of quotes; columns of the file keep their bytes.
/// </summary>
internal sealed class CsvFormatter : RowFormatter
{
    private readonly byte[] _head;

    public CsvFormatter(IReadOnlyList<ResultColumn> columns)
    {
        var head = new ArrayBufferWriter<byte>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
                Write((byte)',', head);
            CsvText.Write(Encoding.UTF8.GetBytes(columns[i].Name), head);
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
                CsvText.Write(texts[row], target);
            else if (column.Numbers is { } numbers)
                Write(numbers, row, target);
            else
                target.Write(column.Booleans!.Values[row] ? "true"u8 : "false"u8);
        }
    }
}
