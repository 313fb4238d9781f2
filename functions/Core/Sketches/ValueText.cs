using System.Text;

namespace Pipeline.Core.Sketches;

/// <summary>As much of a value as is kept to be shown: its first bytes, and how many there were.</summary>
/// <param name="Start">At most <see cref="MaxBytes"/>.</param>
/// <param name="Length">Of the whole value, in bytes.</param>
internal readonly record struct ValueText(byte[] Start, long Length)
{
    public const int MaxBytes = 128;

    public bool IsWhole => Start.Length == Length;

    public static ReadOnlySpan<byte> StartOf(ReadOnlySpan<byte> value) => value[..Math.Min(value.Length, MaxBytes)];

    /// <summary>With an ellipsis for what is not there. Bytes that are no UTF-8 become U+FFFD.</summary>
    public override string ToString()
    {
        var start = Start.AsSpan();
        if (IsWhole) return Encoding.UTF8.GetString(start);
        // The last code point may have been cut.
        var end = start.Length;
        while (end > start.Length - 4 && end > 0 && (start[end - 1] & 0xC0) == 0x80)
            end--;
        if (end > 0 && start[end - 1] >= 0xC0)
            end--;
        return Encoding.UTF8.GetString(start[..(end == 0 ? start.Length : end)]) + "…";
    }
}
