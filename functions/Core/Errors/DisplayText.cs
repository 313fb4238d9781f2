using System.Globalization;
using System.Text;

namespace Pipeline.Core.Errors;

/// <summary>Formats bytes, counts and values of the dataset for notes and messages.</summary>
internal static class DisplayText
{
    private const int MaxLength = 40;

    public static string Byte(byte value) => value == '\t' ? "TAB" : $"'{(char)value}'";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <param name="many">The plural; null for <paramref name="one"/> with an s.</param>
    public static string Count(long count, string one, string? many = null)
        => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>Quotes and truncates the value, and removes control characters.</summary>
    public static string Value(string value) => $"\"{Name(value)}\"";

    public static string Value(ReadOnlySpan<byte> utf8) =>
        Value(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * MaxLength)]));

    /// <summary>Returns the first <paramref name="maxLength"/> characters, and an ellipsis if there are more.</summary>
    public static string Truncate(string text, int maxLength)
        => text.Length <= maxLength ? text : $"{text.AsSpan(0, maxLength)}…";

    /// <summary>Truncates the value and removes control characters.</summary>
    public static string Name(string name)
    {
        var text = name.Length <= MaxLength ? name : name[..(MaxLength - 1)] + "…";
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
