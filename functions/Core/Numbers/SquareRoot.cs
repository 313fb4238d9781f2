using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>
/// Square roots of fractions, rounded once, half away from zero, to the 18 significant digits of <see
/// cref="Quotient"/>: the fraction itself is never rounded.
/// </summary>
internal static class SquareRoot
{
    /// <summary>The square of a root of 18 digits before the point is at least this and less than a hundred times as much.</summary>
    private static readonly BigInteger Least = PowersOfTen.Big(2 * (Quotient.Digits - 1));

    private static readonly BigInteger Beyond = Least * 100;

    /// <param name="dividend">Not negative.</param>
    /// <param name="divisor">Not negative.</param>
    /// <returns>Null when <paramref name="divisor"/> is zero.</returns>
    public static Number? OfQuotient(Number dividend, Number divisor)
    {
        if (divisor.IsZero) return null;
        if (dividend.IsZero) return Number.Zero;
        var scale = dividend.Scale - divisor.Scale;
        var numerator = dividend.Units;
        // The root of an even power of ten is one.
        if ((scale & 1) != 0)
        {
            numerator *= 10;
            scale++;
        }
        var places = Quotient.Digits - 1 - (int)((numerator.GetBitLength() - divisor.Units.GetBitLength()) * 30103 / 200000);
        while (true)
        {
            var (top, bottom) = places >= 0
                ? (numerator * PowersOfTen.Big(2 * places), divisor.Units)
                : (numerator, divisor.Units * PowersOfTen.Big(-2 * places));
            var square = top / bottom;
            if (square >= Beyond)
                places--;
            else if (square < Least)
                places++;
            else
                return new Number(Rounded((UInt128)square, top, bottom), places + scale / 2);
        }
    }

    private static BigInteger Rounded(UInt128 square, BigInteger top, BigInteger bottom)
    {
        BigInteger root = Floor(square);
        // The root is root + ½ or more where its square is root² + root + ¼ or more.
        return 4 * top >= bottom * (4 * root * (root + 1) + 1) ? root + 1 : root;
    }

    /// <param name="square">Less than 10^36.</param>
    private static ulong Floor(UInt128 square)
    {
        // A double is right in 15 digits; one step of Newton's doubles them.
        var root = (ulong)Math.Sqrt((double)square);
        root = (ulong)((root + square / root) / 2);
        while ((UInt128)root * root > square)
            root--;
        while ((UInt128)(root + 1) * (root + 1) <= square)
            root++;
        return root;
    }
}
