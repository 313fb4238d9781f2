using Pipeline.Core.Operations;

namespace Pipeline.Local.Output;

/// <summary>Prints an operation's overview of its result.</summary>
internal static class OverviewTable
{
    public static void Write(CommandIo io, ResultOverview overview)
    {
        var columns = overview.Columns;
        var table = new TextTable(
            [.. columns.Select(column => column.Heading)],
            [.. columns.Select(column => column.IsNumber)]);
        foreach (var row in overview.Rows)
            table.Add(row);
        table.Write(io);
        foreach (var note in overview.Notes)
            io.Error.WriteLine(TerminalText.Of($"note: {note}"));
    }
}
