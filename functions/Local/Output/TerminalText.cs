using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Pipeline.Local.Output;

/// <summary>Formats text for one line of a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Escapes line breaks and other control characters, so that no value can control the terminal.</summary>
    public static string Of(string value)
    {
        if (!value.Any(char.IsControl)) return value;
        var shown = new StringBuilder(value.Length + 8);
        foreach (var c in value)
        {
            _ = c switch
            {
                '\n' => shown.Append("\\n"),
                '\r' => shown.Append("\\r"),
                '\t' => shown.Append("\\t"),
                _ when char.IsControl(c) => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => shown.Append(c),
            };
        }
        return shown.ToString();
    }

    /// <summary>The width in terminal columns: a Chinese character takes two, a combining accent none.</summary>
    public static int Width(string text) => new Segment(text).CellCount();
}
