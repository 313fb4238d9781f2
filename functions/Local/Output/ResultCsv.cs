using System.Text;

namespace Pipeline.Local.Output;

/// <summary>
/// Reads a whole result file in CSV. In a dataset, an empty field is NULL, quoted or not. In a result, an unquoted
/// empty field is NULL, and <c>""</c> is the empty string.
/// </summary>
internal static class ResultCsv
{
    /// <returns>The rows, without the header.</returns>
    public static IReadOnlyList<string?[]> Read(ReadOnlySpan<byte> utf8, int columns)
    {
        var text = Encoding.UTF8.GetString(utf8);
        var rows = new List<string?[]>();
        var fields = new List<string?>(columns);
        for (var at = 0; at < text.Length;)
        {
            fields.Add(ReadField(text, ref at));
            if (at < text.Length && text[at++] == ',') continue;
            rows.Add([.. fields]);
            fields.Clear();
        }
        return rows.Count == 0 ? rows : rows.GetRange(1, rows.Count - 1);
    }

    private static string? ReadField(string text, ref int at)
    {
        var start = at;
        if (text[at] != '"')
        {
            var length = text.AsSpan(at).IndexOfAny(',', '\n');
            at = length < 0 ? text.Length : at + length;
            return at == start ? null : text[start..at];
        }
        do
        {
            // The closing quote, or the first of two that escape one.
            at = text.IndexOf('"', at + 1) + 1;
            if (at == 0)
                throw new InvalidDataException($"The quote at character {start} of the result is never closed.");
        } while (at < text.Length && text[at] == '"');
        return text[(start + 1)..(at - 1)].Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}
