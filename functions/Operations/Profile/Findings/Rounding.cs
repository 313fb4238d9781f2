using System.Globalization;
using System.Numerics;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>Rounds numbers to significant digits and multiples.</summary>
internal static class Rounding
{
    /// <summary>Rounds to significant digits, half away from zero.</summary>
    public static Number ToDigits(Number number, int digits) =>
        number.IsZero ? number : number.Round(digits - 1 - Magnitude(number));

    /// <summary>Returns the power of ten of the first digit: 2 for 250, -1 for 0.5.</summary>
    public static int Magnitude(Number number)
    {
        var units = BigInteger.Abs(number.Units);
        var digits = (int)((units.GetBitLength() - 1) * 30103 / 100000);
        while (PowersOfTen.Big(digits) <= units)
            digits++;
        return digits - 1 - number.Scale;
    }

    public static Number PowerOfTen(int power) => new(1, -power);

    /// <summary>Returns the nearest double, or infinity if the number is too large.</summary>
    public static double ToDouble(Number number) => double.Parse(number.ToString(), CultureInfo.InvariantCulture);

    /// <summary>Returns the quotient, rounded down to an integer.</summary>
    public static BigInteger Floor(Number dividend, Number divisor)
    {
        var scale = Math.Max(dividend.Scale, divisor.Scale);
        var quotient = BigInteger.DivRem(dividend.UnitsAt(scale), divisor.UnitsAt(scale), out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
