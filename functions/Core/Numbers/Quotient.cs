using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>
/// Divides integers to 18 significant digits, rounding as defined by <see cref="Number.Divide"/>.
/// </summary>
internal static class Quotient
{
    public const int Digits = 18;

    /// <returns>The quotient as <c>units x 10^-scale</c>, not yet canonical.</returns>
    public static (BigInteger Units, int Scale) Rounded(BigInteger dividend, BigInteger divisor)
    {
        if (IsLong(dividend) && IsLong(divisor)) return Rounded((long)dividend, (long)divisor);
        var numerator = BigInteger.Abs(dividend);
        var denominator = BigInteger.Abs(divisor);
        // Each length estimate is off by at most one, so the quotient has 18 to 21 digits.
        var scale = Digits + 1 + Length(denominator) - Length(numerator);
        if (scale > 0) numerator *= PowersOfTen.Big(scale);
        else denominator *= PowersOfTen.Big(-scale);
        var quotient = (UInt128)BigInteger.DivRem(numerator, denominator, out var rest);
        var units = Round(quotient, rest * 2 >= denominator, ref scale);
        return (dividend.Sign * divisor.Sign < 0 ? -units : units, scale);
    }

    /// <summary>Divides longs without big integers.</summary>
    /// <param name="divisor">Must not be zero.</param>
    public static (long Units, int Scale) Rounded(long dividend, long divisor)
    {
        var (numerator, denominator) = (Magnitude(dividend), Magnitude(divisor));
        var negative = (dividend < 0) != (divisor < 0);
        var (whole, left) = Math.DivRem(numerator, denominator);
        if (left == 0 && whole < (ulong)PowersOfTen.Long(Digits)) return (negative ? -(long)whole : (long)whole, 0);
        var places = PowersOfTen.Digits(denominator) - 1;
        if (places < Digits
            && denominator == (ulong)PowersOfTen.Long(places)
            && numerator < (ulong)PowersOfTen.Long(Digits))
            return (negative ? -(long)numerator : (long)numerator, places);
        // Gives a quotient of 18 or 19 digits. The scaled numerator has at most 19 + 18 digits, which fit 128 bits.
        var scale = Digits + PowersOfTen.Digits(denominator) - PowersOfTen.Digits(numerator);
        var (quotient, rest) = UInt128.DivRem(numerator * PowersOfTen.Wide(scale), denominator);
        var units = Round(quotient, rest >= denominator - rest, ref scale);
        // Exact quotients usually have few digits. Shortening them lets a batch use one scale.
        if (rest == 0) Shorten(ref units, ref scale);
        return (negative ? -units : units, scale);
    }

    private static long Round(UInt128 quotient, bool halfOrMore, ref int scale)
    {
        var limit = PowersOfTen.Wide(Digits);
        if (quotient < limit)
            return (long)quotient + (halfOrMore ? 1 : 0);
        // The digits beyond 18 decide the rounding. The remainder is less than one unit of them.
        var extra = 0;
        while (quotient / PowersOfTen.Wide(extra) >= limit) extra++;
        var (kept, dropped) = UInt128.DivRem(quotient, PowersOfTen.Wide(extra));
        scale -= extra;
        return (long)kept + (dropped * 2 >= PowersOfTen.Wide(extra) ? 1 : 0);
    }

    private static void Shorten(ref long units, ref int scale)
    {
        for (var places = 8; places > 0; places /= 2)
        {
            while (Math.DivRem(units, PowersOfTen.Long(places)) is (var shorter, 0))
            {
                units = shorter;
                scale -= places;
            }
        }
    }

    private static bool IsLong(BigInteger value) => value >= long.MinValue && value <= long.MaxValue;

    private static ulong Magnitude(long value) => value < 0 ? 0 - (ulong)value : (ulong)value;

    private static int Length(BigInteger value) => (int)(value.GetBitLength() * 30103 / 100000);
}
