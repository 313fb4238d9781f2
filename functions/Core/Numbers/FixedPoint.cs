namespace Pipeline.Core.Numbers;

/// <summary>
/// Sums of doubles that do not depend on their order: each is rounded once to a whole multiple of 2^-60, and these are
/// added exactly. 67 bits before the point hold what is added here, see <see cref="Max"/>.
/// </summary>
internal static class FixedPoint
{
    public const int FractionBits = 60;

    /// <summary>
    /// No single number is larger: 2^34, so that 2^32 records are summed without overflow. Products of two standardised
    /// features are at most as many as there are records.
    /// </summary>
    public const double Max = 1L << 34;

    /// <summary>Numbers below this are longs at this scale.</summary>
    private const double MaxLong = 4;

    private const double One = 1L << FractionBits;

    /// <summary>The number as a multiple of 2^-60; one beyond <see cref="Max"/> is taken for that.</summary>
    public static Int128 Of(double value)
    {
        // To multiply by a power of two loses no bit.
        if (Math.Abs(value) < MaxLong)
            return (long)Math.Round(value * One);
        return (Int128)Math.Round(Math.Clamp(value, -Max, Max) * One);
    }

    public static double ToDouble(Int128 sum) =>
        ExactDivision.ToDouble(sum, System.Numerics.BigInteger.One << FractionBits);
}
