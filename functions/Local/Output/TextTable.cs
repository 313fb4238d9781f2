using Spectre.Console;

namespace Pipeline.Local.Output;

/// <summary>
/// Prints a table to standard output: with borders if it fits the terminal, and otherwise as plain columns that are
/// never truncated.
/// </summary>
/// <param name="headings">One per column.</param>
/// <param name="isRight">Whether a column is right-aligned, as numbers are.</param>
internal sealed class TextTable(IReadOnlyList<string> headings, IReadOnlyList<bool> isRight)
{
    private const string Null = "NULL";
    private const string Gap = "  ";

    /// <summary>A border before each column, and a space on both sides of it.</summary>
    private const int RuledColumnExtra = 3;

    private readonly List<string?[]> _rows = [];

    /// <param name="cells">Null is printed as NULL.</param>
    public void Add(params string?[] cells) =>
        _rows.Add(Array.ConvertAll(cells, cell => cell is null ? null : TerminalText.Of(cell)));

    /// <summary>Adds a row of ellipses in place of omitted rows.</summary>
    public void AddOmitted() => _rows.Add([.. headings.Select(_ => "…")]);

    public void Write(CommandIo io)
    {
        var widths = new int[headings.Count];
        for (var i = 0; i < widths.Length; i++)
            widths[i] = Math.Max(
                TerminalText.Width(headings[i]),
                _rows.Select(row => TerminalText.Width(row[i] ?? Null)).DefaultIfEmpty().Max());
        if (io.AnswerIsTerminal
            && widths.Sum(width => width + RuledColumnExtra) + 1 <= AnsiConsole.Console.Profile.Width)
            WriteRuled();
        else
            WritePlain(io.Answer, widths);
    }

    private void WriteRuled()
    {
        var table = new Table().Border(TableBorder.Rounded);
        for (var i = 0; i < headings.Count; i++)
            table.AddColumn(
                new TableColumn(new Text(headings[i]))
                {
                    Alignment = isRight[i] ? Justify.Right : Justify.Left,
                    NoWrap = true,
                });
        foreach (var row in _rows)
            table.AddRow(
                row.Select(cell =>
                    cell is null ? new Text(Null, new Style(decoration: Decoration.Dim)) : new Text(cell)));
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
