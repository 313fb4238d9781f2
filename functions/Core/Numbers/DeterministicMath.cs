namespace Pipeline.Core.Numbers;

/// <summary>
/// Functions that give the same bits on every processor and system: nothing but additions, multiplications, divisions
/// and shifts in a fixed order, which IEEE 754 defines to the last bit. <see cref="Math.Exp"/> and <see
/// cref="Math.Log(double)"/> are the C library's, which differ. Both are right to about one unit in the last place.
/// </summary>
internal static class DeterministicMath
{
    private const double LogOfTwo = 0.693147180559945309;

    /// <summary>ln 2 in two parts, the first with so few bits that its products with small whole numbers are exact.</summary>
    private const double LogOfTwoHigh = 6.93147180369123816490e-01;
    private const double LogOfTwoLow = 1.90821492927058770002e-10;

    /// <summary>exp of less is 0, of more infinite.</summary>
    private const double MinExponent = -745.2;
    private const double MaxExponent = 709.79;

    /// <summary>Terms of the series of exp up to half of ln 2: the next is below 2^-56.</summary>
    private const int ExpTerms = 14;

    /// <summary>Terms of the series of the logarithm between the square roots of 1/2 and 2.</summary>
    private const int LogTerms = 12;

    public static double Exp(double x)
    {
        if (x < MinExponent) return 0;
        if (x > MaxExponent) return double.PositiveInfinity;
        var power = Math.Round(x / LogOfTwo);
        var rest = (x - power * LogOfTwoHigh) - power * LogOfTwoLow;
        var sum = 1.0;
        for (var term = ExpTerms; term > 0; term--)
            sum = 1 + rest * sum / term;
        return Math.ScaleB(sum, (int)power);
    }

    /// <param name="x">More than 0.</param>
    public static double Log(double x)
    {
        if (x == 1) return 0;
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        // ln m = 2 artanh((m - 1) / (m + 1)).
        var ratio = (mantissa - 1) / (mantissa + 1);
        var square = ratio * ratio;
        var sum = 0.0;
        for (var term = LogTerms; term >= 0; term--)
            sum = sum * square + 1.0 / (2 * term + 1);
        return exponent * LogOfTwoHigh + (2 * ratio * sum + exponent * LogOfTwoLow);
    }

    /// <summary>The logistic function, 1 / (1 + exp(-z)).</summary>
    public static double Sigmoid(double z)
    {
        var small = Exp(-Math.Abs(z));
        return z >= 0 ? 1 / (1 + small) : small / (1 + small);
    }

    /// <summary>-ln of the logistic function: the loss of a record that is what <paramref name="z"/> speaks for.</summary>
    public static double LogisticLoss(double z)
    {
        var small = Exp(-Math.Abs(z));
        // Near zero ln(1 + s) is s to more places than the sum has.
        var rest = small < 1e-17 ? small : Log(1 + small);
        return z >= 0 ? rest : rest - z;
    }
}
