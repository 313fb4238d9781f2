using System.Globalization;
using System.Text;

namespace Pipeline.Operations.Profile.Output;

/// <summary>
/// Text of the dataset as part of a page: nothing in it is markup, and what has no look of its own (control characters,
/// marks that turn the direction of text around, spaces at the ends) is written out.
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
                _ when char.IsControl(c) || IsInvisible(c) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }

    /// <summary>A value, shortened, isolated from the direction of its surroundings.</summary>
    public static string Value(string value)
    {
        if (value.Length == 0) return "<span class=\"none\">empty</span>";
        var (start, end) = (value.Length - value.TrimStart(' ').Length, value.TrimEnd(' ').Length);
        var shown = start >= end
            ? new string('␣', value.Length)
            : new string('␣', start) + value[start..end] + new string('␣', value.Length - end);
        var cut = shown.Length <= MaxLength ? shown : shown[..(char.IsHighSurrogate(shown[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";
        var title = cut == shown ? "" : $" title=\"{Escape(value)}\"";
        return $"<bdi{title}>{Escape(cut)}</bdi>";
    }

    /// <summary>Formatting characters but for the joiners, without which some scripts and emoji fall apart; and line separators.</summary>
    private static bool IsInvisible(char c) => c is not ('\u200c' or '\u200d')
        && char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
