using CsCheck;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Numbers;

public sealed class DeterministicMathTests
{
    [Fact]
    public void The_exponential_is_that_of_the_library_but_for_last_bits() =>
        Gen.Double[-700, 700].Sample(x => IsNear(Math.Exp(x), DeterministicMath.Exp(x)));

    [Fact]
    public void The_logarithm_is_that_of_the_library_but_for_last_bits() =>
        Gen.Double[-700, 700].Sample(x => IsNear(Math.Log(Math.Exp(x)), DeterministicMath.Log(Math.Exp(x))));

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

    private static bool IsNear(double expected, double found) =>
        Math.Abs(found - expected) <= 4e-16 * Math.Abs(expected) + 1e-300;
}
