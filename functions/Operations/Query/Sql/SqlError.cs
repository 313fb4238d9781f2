using System.Globalization;
using System.Text;
using Pipeline.Core.Errors;

namespace Pipeline.Operations.Query.Sql;

/// <summary>Errors in a query that show the place in its text:
/// <code>
/// unexpected name FORM, expected FROM (line 1, column 10)
///   SELECT a FORM dataset
///            ^^^^
/// </code>
/// </summary>
public static class SqlError
{
    /// <summary>The request's field that holds the SQL text.</summary>
    public const string Field = "operation.sql";

    // Enough for a log line or a terminal; of a longer line, only the part around the place is shown.
    private const int Width = 100;
    private const int Before = 40;

    /// <param name="span">
    /// Only the part on its first line is marked; an empty span, as at the end of the text, gets one mark.
    /// </param>
    /// <param name="message">One line without a full stop; the place is added.</param>
    public static InvalidRequestException At(string sql, SqlSpan span, string message)
    {
        var lineStart = sql.AsSpan(0, span.Start).LastIndexOfAny('\r', '\n') + 1;
        var lineLength = sql.AsSpan(lineStart).IndexOfAny('\r', '\n');
        var line = sql.AsSpan(lineStart, lineLength < 0 ? sql.Length - lineStart : lineLength);
        var column = span.Start - lineStart;

        return new InvalidRequestException(
            Field,
            $"{message} (line {LineNumber(sql, lineStart)}, column {column + 1})\n{Mark(line, column, span.Length)}");
    }

    private static int LineNumber(string sql, int lineStart)
    {
        var number = 1;
        for (var i = 0; i < lineStart; i++)
        {
            if (sql[i] == '\n' || (sql[i] == '\r' && (i + 1 == sql.Length || sql[i + 1] != '\n')))
                number++;
        }

        return number;
    }

    private static string Mark(ReadOnlySpan<char> line, int column, int length)
    {
        var from = line.Length <= Width ? 0 : Math.Clamp(column - Before, 0, line.Length - Width);
        var to = Math.Min(line.Length, from + Width);
        if (from > 0 && char.IsLowSurrogate(line[from]))
            from++;
        if (to < line.Length && char.IsLowSurrogate(line[to]))
            to--;

        var shown = new StringBuilder("  ").Append(from > 0 ? "…" : "");
        var marks = new StringBuilder("  ").Append(from > 0 ? " " : "");
        for (var i = from; i < to; i++)
        {
            shown.Append(char.IsControl(line[i]) && line[i] != '\t' ? ' ' : line[i]);
            if (i < column && TakesRoom(line[i]))
                marks.Append(line[i] == '\t' ? '\t' : ' ');
            else if (i == column || (i > column && i < column + length && TakesRoom(line[i])))
                marks.Append('^');
        }

        if (column >= to)
            marks.Append('^');
        return shown.Append(to < line.Length ? "…" : "").Append('\n').Append(marks).ToString();
    }

    private static bool TakesRoom(char c) =>
        !char.IsLowSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark;
}
