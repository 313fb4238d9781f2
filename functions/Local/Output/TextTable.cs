using Spectre.Console;

namespace Pipeline.Local.Output;

/// <summary>
/// A table on standard output. A terminal that is wide enough gets a ruled one; everything else gets plain columns,
/// which no width cuts off.
/// </summary>
/// <param name="headings">One per column.</param>
/// <param name="isRight">Whether a column is set flush right, as numbers are.</param>
internal sealed class TextTable(IReadOnlyList<string> headings, IReadOnlyList<bool> isRight)
{
    private const string Null = "NULL";
    private const string Gap = "  ";

    /// <summary>A rule and a blank on both sides of each column, and the rule at the end.</summary>
    private const int RuledColumnExtra = 3;

    private readonly List<string?[]> _rows = [];

    /// <param name="cells">Null is shown as NULL.</param>
    public void Add(params string?[] cells) => _rows.Add(Array.ConvertAll(cells, cell => cell is null ? null : TerminalText.Of(cell)));

    /// <summary>A row that stands for rows that are not shown.</summary>
    public void AddOmitted() => _rows.Add([.. headings.Select(_ => "…")]);

    public void Write(CommandIo io)
    {
        var widths = new int[headings.Count];
        for (var i = 0; i < widths.Length; i++)
            widths[i] = Math.Max(TerminalText.Width(headings[i]), _rows.Select(row => TerminalText.Width(row[i] ?? Null)).DefaultIfEmpty().Max());
        if (io.AnswerIsTerminal && widths.Sum(width => width + RuledColumnExtra) + 1 <= AnsiConsole.Console.Profile.Width)
            WriteRuled();
        else
            WritePlain(io.Answer, widths);
    }

    private void WriteRuled()
    {
        var table = new Table().Border(TableBorder.Rounded);
        for (var i = 0; i < headings.Count; i++)
            table.AddColumn(new TableColumn(new Text(headings[i])) { Alignment = isRight[i] ? Justify.Right : Justify.Left, NoWrap = true });
        foreach (var row in _rows)
            table.AddRow(row.Select(cell => cell is null ? new Text(Null, new Style(decoration: Decoration.Dim)) : new Text(cell)));
        AnsiConsole.Console.Write(table);
    }

    private void WritePlain(TextWriter answer, int[] widths)
    {
        WritePlain(answer, headings, widths);
        WritePlain(answer, Array.ConvertAll(widths, width => new string('-', width)), widths);
        foreach (var row in _rows)
            WritePlain(answer, row, widths);
    }

    private void WritePlain(TextWriter answer, IReadOnlyList<string?> cells, int[] widths)
    {
        var line = string.Join(Gap, cells.Select((cell, i) =>
        {
            var text = cell ?? Null;
            var blank = new string(' ', widths[i] - TerminalText.Width(text));
            return isRight[i] ? blank + text : text + blank;
        }));
        answer.WriteLine(line.TrimEnd(' '));
    }
}
