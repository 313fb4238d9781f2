using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>
/// Converts exact numbers to doubles and back. The result is rounded once, to nearest (ties to even), for operands of
/// any size.
/// </summary>
internal static class ExactDivision
{
    /// <summary>More bits than a double has. The lowest is sticky: set if any lower bit is, to decide ties.</summary>
    private const int QuotientBits = 64;

    public static double ToDouble(Number number) => ToDouble(number, new Number(1, 0));

    /// <param name="divisor">Not zero.</param>
    public static double ToDouble(Number dividend, Number divisor)
    {
        var scale = dividend.Scale - divisor.Scale;
        var (above, below) = (dividend.Units, divisor.Units);
        if (scale > 0)
            below *= PowersOfTen.Big(scale);
        else
            above *= PowersOfTen.Big(-scale);
        return ToDouble(above, below);
    }

    /// <param name="divisor">Not zero.</param>
    public static double ToDouble(BigInteger dividend, BigInteger divisor)
    {
        if (dividend.IsZero) return 0;
        var isNegative = dividend.Sign != divisor.Sign;
        (dividend, divisor) = (BigInteger.Abs(dividend), BigInteger.Abs(divisor));
        var shift = QuotientBits - (int)(dividend.GetBitLength() - divisor.GetBitLength());
        if (shift > 0)
            dividend <<= shift;
        else
            divisor <<= -shift;
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        if (!rest.IsZero)
            quotient |= 1;
        var value = Scaled(quotient, -shift);
        return isNegative ? -value : value;
    }

    /// <summary>Converts a double to its exact decimal value.</summary>
    /// <param name="value">Must be finite.</param>
    public static Number ToNumber(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52 & 0x7FF);
        BigInteger units = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0)
            exponent = 1;
        else
            units |= 1L << 52;
        exponent -= 1075;
        if (bits < 0)
            units = -units;
        // 2^-k is 5^k x 10^-k.
        return exponent >= 0
            ? new Number(units << exponent, 0)
            : new Number(units * BigInteger.Pow(5, -exponent), -exponent);
    }

    /// <summary>Rounds <c>units x 2^exponent</c> to a double. The last bit of the units is sticky.</summary>
    private static double Scaled(BigInteger units, int exponent)
    {
        var length = (int)units.GetBitLength();
        // Subnormal doubles have fewer bits.
        var kept = Math.Min(53, length + exponent + 1074);
        if (kept < 0) return 0;
        var dropped = length - kept;
        var mantissa = units >> dropped;
        var half = BigInteger.One << (dropped - 1);
        var below = units & ((BigInteger.One << dropped) - 1);
        if (below > half || (below == half && !mantissa.IsEven))
            mantissa += 1;
        return Math.ScaleB((double)(ulong)mantissa, exponent + dropped);
    }
}
