using System.Globalization;
using System.Text;

namespace Pipeline.Operations.Profile.Output;

/// <summary>
/// Encodes text of the dataset for HTML. Markup is escaped, and invisible characters (control characters, bidirectional
/// marks, leading and trailing spaces) are made visible.
/// </summary>
internal static class HtmlText
{
    private const int MaxLength = 60;

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ when char.IsControl(c) || IsInvisible(c) => escaped.Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }

    /// <summary>Formats a value, truncated and isolated from the text direction around it.</summary>
    public static string Value(string value)
    {
        if (value.Length == 0) return "<span class=\"none\">empty</span>";
        var (start, end) = (value.Length - value.TrimStart(' ').Length, value.TrimEnd(' ').Length);
        var shown =
            start >= end
                ? new string('␣', value.Length)
                : new string('␣', start) + value[start..end] + new string('␣', value.Length - end);
        var cut =
            shown.Length <= MaxLength
                ? shown
                : shown[..(char.IsHighSurrogate(shown[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";
        var title = cut == shown ? "" : $" title=\"{Escape(value)}\"";
        return $"<bdi{title}>{Escape(cut)}</bdi>";
    }

    /// <summary>
    /// Formatting characters and line separators. Joiners are excluded, because some scripts and emoji need them.
    /// </summary>
    private static bool IsInvisible(char c) =>
        c is not ('\u200c' or '\u200d')
        && char.GetUnicodeCategory(c)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
