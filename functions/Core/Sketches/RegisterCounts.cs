namespace Pipeline.Core.Sketches;

/// <summary>
/// Computes the estimate of a <see cref="HyperLogLog"/> from the number of registers per rank. Uses the improved raw
/// estimator of Otmar Ertl (2017, arXiv:1702.01284, algorithm 6), which needs no corrections for small or large counts.
/// </summary>
/// <remarks>
/// Uses only additions, multiplications, divisions and square roots in a fixed order. IEEE 754 rounds these identically
/// on every CPU.
/// </remarks>
internal static class RegisterCounts
{
    /// <summary>1 / (2 ln 2).</summary>
    private const double Alpha = 0.72134752044448170368;

    /// <param name="counts">Register counts by rank, from 0. The last rank means that all hash bits were 0.</param>
    public static long Estimate(ReadOnlySpan<int> counts)
    {
        double registers = 0;
        foreach (var count in counts)
            registers += count;
        if (counts[0] == registers) return 0;
        var sum = registers * Tau(1 - counts[^1] / registers);
        for (var rank = counts.Length - 2; rank > 0; rank--)
            sum = 0.5 * (sum + counts[rank]);
        sum += registers * Sigma(counts[0] / registers);
        // Saturated registers give an infinite estimate. No dataset comes near that.
        return (long)Math.Min(Math.Round(Alpha * registers * registers / sum), 1L << 62);
    }

    private static double Sigma(double x)
    {
        var (sum, power, before) = (x, 1.0, double.NaN);
        while (sum != before)
        {
            before = sum;
            x *= x;
            sum += x * power;
            power += power;
        }
        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1) return 0;
        var (sum, power, before) = (1 - x, 1.0, double.NaN);
        while (sum != before)
        {
            before = sum;
            x = Math.Sqrt(x);
            power *= 0.5;
            sum -= (1 - x) * (1 - x) * power;
        }
        return sum / 3;
    }
}
