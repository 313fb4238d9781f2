using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>
/// Computes square roots of fractions, rounded once, half away from zero, to the 18 significant digits of
/// <see cref="Quotient"/>. The fraction itself is never rounded.
/// </summary>
internal static class SquareRoot
{
    /// <summary>Min square of a root with 18 integer digits.</summary>
    private static readonly BigInteger Min = PowersOfTen.Big(2 * (Quotient.Digits - 1));

    private static readonly BigInteger Beyond = Min * 100;

    /// <param name="dividend">Must not be negative.</param>
    /// <param name="divisor">Must not be negative.</param>
    /// <returns>Null if <paramref name="divisor"/> is zero.</returns>
    public static Number? OfQuotient(Number dividend, Number divisor)
    {
        if (divisor.IsZero) return null;
        if (dividend.IsZero) return Number.Zero;
        var scale = dividend.Scale - divisor.Scale;
        var numerator = dividend.Units;
        // An even scale keeps the root of the power of ten an integer power.
        if ((scale & 1) != 0)
        {
            numerator *= 10;
            scale++;
        }
        var places =
            Quotient.Digits - 1 - (int)((numerator.GetBitLength() - divisor.Units.GetBitLength()) * 30103 / 200000);
        while (true)
        {
            var (top, bottom) = places >= 0
                ? (numerator * PowersOfTen.Big(2 * places), divisor.Units)
                : (numerator, divisor.Units * PowersOfTen.Big(-2 * places));
            var square = top / bottom;
            if (square >= Beyond)
                places--;
            else if (square < Min)
                places++;
            else
                return new Number(Rounded((UInt128)square, top, bottom), places + scale / 2);
        }
    }

    private static BigInteger Rounded(UInt128 square, BigInteger top, BigInteger bottom)
    {
        BigInteger root = Floor(square);
        // Rounds up if the exact root is at least root + ½, that is, if the square is at least root² + root + ¼.
        return 4 * top >= bottom * (4 * root * (root + 1) + 1) ? root + 1 : root;
    }

    /// <param name="square">Must be less than 10^36.</param>
    private static ulong Floor(UInt128 square)
    {
        // A double is accurate to 15 digits; one Newton step doubles them.
        var root = (ulong)Math.Sqrt((double)square);
        root = (ulong)((root + square / root) / 2);
        while ((UInt128)root * root > square)
            root--;
        while ((UInt128)(root + 1) * (root + 1) <= square)
            root++;
        return root;
    }
}
