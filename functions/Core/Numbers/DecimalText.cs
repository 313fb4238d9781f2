using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pipeline.Core.Numbers;

/// <summary>
/// Converts decimal text to and from a long and a scale: <c>12.50</c> is 1250 at scale 2. This is the fast path for
/// typical fields; <see cref="Number.TryParse"/> handles all others.
/// </summary>
public static class DecimalText
{
    /// <summary>Max number of digits and max scale.</summary>
    public const int MaxDigits = 18;

    /// <summary>
    /// Max bytes that <see cref="Format"/> writes: a sign, <c>0.</c> and 18 digits; or a sign, 19 digits and a point.
    /// </summary>
    public const int MaxLength = 21;

    /// <summary>
    /// Parses <c>-? digits [. digits]</c> with at most 18 digits. One side of the point may be empty, but not both.
    /// </summary>
    /// <returns>
    /// False also for longer numbers, and for those with a plus sign, padding or an exponent.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> utf8, out long units, out int scale)
    {
        units = 0;
        scale = 0;
        var start = utf8.Length > 0 && utf8[0] == '-' ? 1 : 0;
        if (utf8.Length - start > MaxDigits + 1) return false;
        var point = -1;
        for (var i = start; i < utf8.Length; i++)
        {
            var digit = (uint)(utf8[i] - '0');
            if (digit <= 9)
                units = units * 10 + digit;
            else if (utf8[i] == '.' && point < 0)
                point = i;
            else
                return false;
        }
        var digits = utf8.Length - start - (point < 0 ? 0 : 1);
        if (digits is 0 or > MaxDigits) return false;
        if (point >= 0) scale = utf8.Length - 1 - point;
        if (start == 1) units = -units;
        return true;
    }

    /// <summary>Max text length in bytes for <see cref="TryParseWord"/>.</summary>
    public const int WordLength = sizeof(ulong);

    /// <summary>Parses the same as <see cref="TryParse"/> for at most eight bytes, without a loop.</summary>
    /// <param name="word">The text, with its first byte lowest. Bytes after the text are ignored.</param>
    /// <param name="length">1 to 8.</param>
    /// <remarks>
    /// Shifts the text to the upper end of the word, removes the point by moving up what precedes it, and fills the
    /// rest with zeros. Then three multiplications convert the eight digits to a number.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParseWord(ulong word, int length, out long units, out int scale)
    {
        const ulong zeros = 0x3030303030303030,
            points = 0x2E2E2E2E2E2E2E2E,
            ones = 0x0101010101010101,
            tops = ones << 7;
        var isNegative = (byte)word == '-';
        var digits = isNegative ? length - 1 : length;
        word <<= 8 * (WordLength - length);
        scale = 0;
        var differs = word ^ points;
        var found = (differs - ones) & ~differs & tops;
        if (found != 0)
        {
            // Only the lowest bit is reliable. A second point fails later, because it is not a digit.
            var at = BitOperations.TrailingZeroCount(found) & ~7;
            scale = WordLength - 1 - at / 8;
            var before = word & ((1UL << at) - 1);
            word = (word >> at >> 8 << at << 8) | before << 8;
            digits--;
        }
        units = 0;
        if (digits <= 0) return false;
        // Cuts off the sign, which is lowest, so that only digits remain.
        var spare = 8 * (WordLength - digits);
        word = word >> spare << spare | (zeros >> (8 * digits - 8) >> 8);
        var values = word ^ zeros;
        if (((values + 0x7676767676767676 | values) & tops) != 0) return false;
        values = values * 10 + (values >> 8);
        values =
            (values & 0x000000FF000000FF) * 0x000F424000000064
                + (values >> 16 & 0x000000FF000000FF) * 0x0000271000000001
            >> 32;
        units = isNegative ? -(long)values : (long)values;
        return true;
    }

    /// <summary>Writes <c>units x 10^-scale</c> in the canonical form of <see cref="Number.Format"/>.</summary>
    /// <param name="scale">0 to 18.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Format(long units, int scale, Span<byte> destination)
    {
        var magnitude = units < 0 ? 0 - (ulong)units : (ulong)units;
        while (scale > 0 && magnitude % 10 == 0)
        {
            magnitude /= 10;
            scale--;
        }
        var length = Math.Max(PowersOfTen.Digits(magnitude), scale + 1) + (scale > 0 ? 1 : 0) + (units < 0 ? 1 : 0);
        var at = length;
        for (var i = 0; i < scale; i++, magnitude /= 10)
            destination[--at] = (byte)('0' + magnitude % 10);
        if (scale > 0) destination[--at] = (byte)'.';
        do
        {
            destination[--at] = (byte)('0' + magnitude % 10);
            magnitude /= 10;
        }
        while (magnitude > 0);
        if (units < 0) destination[--at] = (byte)'-';
        return length;
    }
}
