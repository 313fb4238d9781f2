using CsCheck;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Numbers;

public sealed class DeterministicMathTests
{
    [Fact]
    public void The_exponential_is_within_2_units_in_the_last_place_of_the_library() =>
        Gen.Double[-700, 700].Sample(x => AreWithin(2, Math.Exp(x), DeterministicMath.Exp(x)));

    [Fact]
    public void The_logarithm_is_within_4_units_in_the_last_place_of_the_library() =>
        Gen.OneOf(Gen.Double[-700, 700], Gen.Double[-1, 1], Gen.Double[-1e-3, 1e-3]).Select(Math.Exp)
            .Sample(x => AreWithin(4, Math.Log(x), DeterministicMath.Log(x)));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(800, 1)]
    [InlineData(-800, 0)]
    public void The_logistic_function_ends_at_0_and_1(double z, double expected) =>
        Assert.Equal(expected, DeterministicMath.Sigmoid(z));

    [Fact]
    public void A_loss_is_the_logarithm_of_a_probability() => Gen.Double[-30, 30].Sample(z =>
        Math.Abs(DeterministicMath.LogisticLoss(z) + Math.Log(1 / (1 + Math.Exp(-z)))) < 1e-13 * (1 + Math.Abs(z)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(1, Math.E)]
    public void The_exponential_at_its_ends(double x, double expected) =>
        Assert.Equal(expected, DeterministicMath.Exp(x), 1e-15);

    /// <summary>Whether two numbers differ by at most so many units in the last place.</summary>
    private static bool AreWithin(int units, double expected, double found) =>
        Math.Abs(found - expected) <= units * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
}
