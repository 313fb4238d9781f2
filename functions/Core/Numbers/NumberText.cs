using System.Globalization;
using System.Numerics;
using System.Text;

namespace Pipeline.Core.Numbers;

/// <content>Parsing and formatting.</content>
public readonly partial struct Number
{
    /// <summary>An upper bound of the bytes that <see cref="Format"/> writes.</summary>
    public int MaxLength
    {
        get
        {
            // A bit takes less than 0.302 digits. Sign, leading zero and point add three.
            var digits = (int)(Units.GetBitLength() * 302 / 1000) + 2;
            return Math.Max(digits, Math.Max(digits - Scale, Scale)) + 3;
        }
    }

    /// <summary>
    /// Parses <c>[+-]? (digits [. digits?] | . digits) ([eE] [+-]? digits)?</c>, optionally surrounded by spaces and
    /// tabs. Rejects NaN, infinity, thousands separators, more than <see cref="MaxDigits"/> significant digits, and a
    /// last significant digit more than <see cref="MaxExponent"/> places from the point.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Number number)
    {
        number = default;
        var text = utf8.Trim(" \t"u8);
        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+') text = text[1..];

        var whole = TakeDigits(ref text);
        var fraction = ReadOnlySpan<byte>.Empty;
        if (text.Length > 0 && text[0] == '.')
        {
            text = text[1..];
            fraction = TakeDigits(ref text);
        }
        if (whole.IsEmpty && fraction.IsEmpty) return false;
        if (!TryTakeExponent(ref text, out var exponent) || !text.IsEmpty) return false;

        fraction = fraction.TrimEnd((byte)'0');
        var scale = fraction.Length - exponent;
        if (fraction.IsEmpty)
        {
            var shorter = whole.TrimEnd((byte)'0');
            scale -= whole.Length - shorter.Length;
            whole = shorter;
        }
        whole = whole.TrimStart((byte)'0');
        if (whole.IsEmpty) fraction = fraction.TrimStart((byte)'0');

        if (whole.IsEmpty && fraction.IsEmpty) return true;
        if (whole.Length + fraction.Length > MaxDigits || Math.Abs(scale) > MaxExponent) return false;
        var units = AppendDigits(AppendDigits(BigInteger.Zero, whole), fraction);
        number = new(negative ? -units : units, (int)scale);
        return true;
    }

    /// <summary>
    /// Writes the canonical form: plain decimal notation without an exponent, a plus sign, leading zeros, or trailing
    /// zeros in the fraction. Zero is <c>0</c>.
    /// </summary>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int Format(Span<byte> destination)
    {
        if (TryNarrow(out var units, out var scale)) return DecimalText.Format(units, scale, destination);
        var digits = BigInteger.Abs(Units).ToString(CultureInfo.InvariantCulture);
        var at = 0;
        if (Units.Sign < 0) destination[at++] = (byte)'-';
        if (digits.Length <= Scale)
        {
            destination[at++] = (byte)'0';
            destination[at++] = (byte)'.';
            destination.Slice(at, Scale - digits.Length).Fill((byte)'0');
            at += Scale - digits.Length;
            return at + Encoding.ASCII.GetBytes(digits, destination[at..]);
        }
        var whole = Scale > 0 ? digits.Length - Scale : digits.Length;
        at += Encoding.ASCII.GetBytes(digits.AsSpan(0, whole), destination[at..]);
        if (Scale > 0)
        {
            destination[at++] = (byte)'.';
            at += Encoding.ASCII.GetBytes(digits.AsSpan(whole), destination[at..]);
        }
        else
        {
            destination.Slice(at, -Scale).Fill((byte)'0');
            at -= Scale;
        }
        return at;
    }

    private static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static bool TryTakeExponent(scoped ref ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text.IsEmpty || text[0] is not ((byte)'e' or (byte)'E')) return true;
        text = text[1..];
        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+') text = text[1..];
        var digits = TakeDigits(ref text);
        // Clamps the exponent far above the length of any field, so that it cannot overflow.
        foreach (var digit in digits)
            exponent = Math.Min(exponent * 10 + (digit - '0'), 1L << 40);
        if (negative) exponent = -exponent;
        return !digits.IsEmpty;
    }

    private static BigInteger AppendDigits(BigInteger units, ReadOnlySpan<byte> digits)
    {
        while (!digits.IsEmpty)
        {
            var taken = digits[..Math.Min(digits.Length, PowersOfTen.LastLong)];
            var value = 0L;
            foreach (var digit in taken)
                value = value * 10 + (digit - '0');
            units = units * PowersOfTen.Big(taken.Length) + value;
            digits = digits[taken.Length..];
        }
        return units;
    }
}
