using Pipeline.Core.Requests;

namespace Pipeline.Local.Output;

/// <summary>Prints a small result as a table.</summary>
internal static class ResultTable
{
    /// <param name="maxRows">If there are more rows, only the first and the last ones are printed.</param>
    public static void Write(CommandIo io, ResultPreview preview, int maxRows = int.MaxValue)
    {
        var table = new TextTable(
            [.. preview.Columns.Select(column => TerminalText.Of(column.Name))],
            [.. preview.Columns.Select(column => column.Kind == ColumnKind.Number)]);
        var isLong = preview.Rows.Count > maxRows;
        for (var i = 0; i < preview.Rows.Count; i++)
        {
            if (isLong && i == maxRows / 2)
            {
                table.AddOmitted();
                i = preview.Rows.Count - maxRows / 2;
            }
            table.Add(preview.Rows[i]);
        }
        table.Write(io);
    }
}
