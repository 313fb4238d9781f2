using System.Text;

namespace Pipeline.Core.Texts;

internal static class QuotedValue
{
    private const int MaxBytes = 60;

    /// <summary>Data as it can stand in a message: quoted, of bearable length, without control characters.</summary>
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
