using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>Precomputed powers of ten.</summary>
internal static class PowersOfTen
{
    /// <summary>Exponent of the largest power that fits a long.</summary>
    public const int LastLong = 18;

    private static readonly long[] Longs = MakeLongs();
    private static readonly BigInteger[] Bigs = MakeBigs();

    public static long Long(int power) => Longs[power];

    public static UInt128 Wide(int power) =>
        power <= LastLong ? (UInt128)Longs[power] : (UInt128)Longs[LastLong] * (UInt128)Longs[power - LastLong];

    public static BigInteger Big(int power) => power < Bigs.Length ? Bigs[power] : BigInteger.Pow(10, power);

    /// <summary>Counts the decimal digits of a value; 0 has none.</summary>
    public static int Digits(ulong value)
    {
        var digits = 0;
        while (digits <= LastLong && value >= (ulong)Longs[digits]) digits++;
        return digits;
    }

    private static long[] MakeLongs()
    {
        var powers = new long[LastLong + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }

    private static BigInteger[] MakeBigs()
    {
        var powers = new BigInteger[64];
        for (var i = 0; i < powers.Length; i++)
            powers[i] = BigInteger.Pow(10, i);
        return powers;
    }
}
