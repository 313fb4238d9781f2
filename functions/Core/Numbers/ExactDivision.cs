using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>Exact numbers to doubles and back. A double is rounded once, to the nearest (ties to even), however large the parts.</summary>
internal static class ExactDivision
{
    /// <summary>More bits than a double has, so that a last bit that stands for all below it decides ties.</summary>
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

    /// <summary>A double as the decimal that it is, digit for digit.</summary>
    /// <param name="value">Finite.</param>
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
        return exponent >= 0 ? new Number(units << exponent, 0) : new Number(units * BigInteger.Pow(5, -exponent), -exponent);
    }

    /// <summary><c>units x 2^exponent</c>, where the last bit of the units says whether anything is below it.</summary>
    private static double Scaled(BigInteger units, int exponent)
    {
        var length = (int)units.GetBitLength();
        // Below the normal doubles there are fewer bits.
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
