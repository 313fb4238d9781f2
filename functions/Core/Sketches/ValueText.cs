using System.Text;

namespace Pipeline.Core.Sketches;

/// <summary>A value truncated for display: its first bytes and its complete length.</summary>
/// <param name="Start">At most <see cref="MaxBytes"/> bytes.</param>
/// <param name="Length">Length of the complete value in bytes.</param>
internal readonly record struct ValueText(byte[] Start, long Length)
{
    public const int MaxBytes = 128;

    public bool IsWhole => Start.Length == Length;

    public static ReadOnlySpan<byte> StartOf(ReadOnlySpan<byte> value) => value[..Math.Min(value.Length, MaxBytes)];

    /// <summary>Returns the text, with an ellipsis if truncated. Invalid UTF-8 becomes U+FFFD.</summary>
    public override string ToString()
    {
        var start = Start.AsSpan();
        if (IsWhole) return Encoding.UTF8.GetString(start);
        // The last code point may be incomplete.
        var end = start.Length;
        while (end > start.Length - 4 && end > 0 && (start[end - 1] & 0xC0) == 0x80)
            end--;
        if (end > 0 && start[end - 1] >= 0xC0)
            end--;
        return Encoding.UTF8.GetString(start[..(end == 0 ? start.Length : end)]) + "…";
    }
}
