using System.Buffers;
using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// Sizes in bytes as people write them: <c>512</c>, <c>64MiB</c>, <c>1.5 GB</c>. Units are decimal (kB, MB, GB, TB)
/// or binary (KiB, MiB, GiB, TiB), in any case.
/// </summary>
public static class ByteSize
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Largest first, binary before decimal, so that formatting takes the first that divides.</summary>
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000), ("B", 1),
    ];

    /// <param name="error">When false is returned, a sentence that says what was expected and found.</param>
    public static bool TryParse(string text, out long bytes, out string error)
    {
        bytes = 0;
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.IndexOfAnyExcept(Digits);
        var number = end < 0 ? trimmed : trimmed[..end];
        var unit = end < 0 ? "B" : trimmed[end..].TrimStart().ToString();
        error =
            $"Expected a number of bytes with or without a unit, such as 512, 64MiB or 1GB; found \"{Clip(text)}\".";
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            return false;
        var factor = Array.Find(Units, known => known.Name.Equals(unit, StringComparison.OrdinalIgnoreCase)).Bytes;
        if (factor == 0)
        {
            error = $"Expected one of the units B, kB, MB, GB, TB, KiB, MiB, GiB and TiB; found \"{Clip(unit)}\".";
            return false;
        }
        if (count > long.MaxValue / factor)
        {
            error = $"Expected at most {long.MaxValue} bytes; found \"{Clip(text)}\".";
            return false;
        }
        if (!decimal.IsInteger(count * factor))
        {
            error =
                $"Expected a whole number of bytes; \"{Clip(text)}\" is "
                    + $"{(count * factor).ToString(CultureInfo.InvariantCulture)}.";
            return false;
        }
        bytes = (long)(count * factor);
        return true;
    }

    /// <summary>
    /// The size to the byte, in the largest unit that divides it; <see cref="TryParse"/> reads it back.
    /// </summary>
    public static string Format(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var (name, factor) = Array.Find(Units, unit => bytes >= unit.Bytes && bytes % unit.Bytes == 0);
        return factor == 0 ? "0B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{name}");
    }

    private static string Clip(string text) => DisplayText.Truncate(text, 40);
}
