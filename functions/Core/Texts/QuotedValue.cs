using System.Text;

namespace Pipeline.Core.Texts;

/// <summary>Formats data for messages.</summary>
internal static class QuotedValue
{
    private const int MaxBytes = 60;

    /// <summary>Quotes and truncates the data, and replaces control characters.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxBytes)]).EnumerateRunes())
        {
            if (Rune.IsControl(rune)) text.Append('\uFFFD');
            else text.Append(rune.ToString());
        }
        return text.Append(bytes.Length > MaxBytes ? "…\"" : "\"").ToString();
    }
}
