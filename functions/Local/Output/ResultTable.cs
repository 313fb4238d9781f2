using Pipeline.Core.Requests;

namespace Pipeline.Local.Output;

/// <summary>A small result as a table.</summary>
internal static class ResultTable
{
    /// <param name="mostRows">When there are more, the first and the last ones are shown.</param>
    public static void Write(CommandIo io, ResultPreview preview, int mostRows = int.MaxValue)
    {
        var table = new TextTable(
            [.. preview.Columns.Select(column => CellText.Of(column.Name))],
            [.. preview.Columns.Select(column => column.Kind == ColumnKind.Number)]);
        var isLong = preview.Rows.Count > mostRows;
        for (var i = 0; i < preview.Rows.Count; i++)
        {
            if (isLong && i == mostRows / 2)
            {
                table.AddOmitted();
                i = preview.Rows.Count - mostRows / 2;
            }
            table.Add(preview.Rows[i]);
        }
        table.Write(io);
    }
}
