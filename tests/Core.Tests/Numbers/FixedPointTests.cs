using CsCheck;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Numbers;

public sealed class FixedPointTests
{
    [Fact]
    public void A_number_is_kept_to_the_nearest_of_its_places() =>
        Gen.OneOf(Gen.Double[-8, 8], Gen.Double[-1e9, 1e9], Gen.Double[-1e-9, 1e-9])
            .Sample(value =>
                Math.Abs(FixedPoint.ToDouble(FixedPoint.Of(value)) - value)
                <= Math.ScaleB(1, -61) + Math.Abs(value) * 1e-16);

    [Fact]
    public void Sums_do_not_depend_on_their_order() => Gen.Double[-1e6, 1e6].Array[2, 30].Sample(values =>
    {
        Int128 forwards = 0, backwards = 0;
        for (var i = 0; i < values.Length; i++)
        {
            forwards += FixedPoint.Of(values[i]);
            backwards += FixedPoint.Of(values[^(i + 1)]);
        }
        return forwards == backwards;
    });

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void What_is_too_large_is_taken_for_the_most(double value)
    {
        Assert.Equal(FixedPoint.Max, FixedPoint.ToDouble(FixedPoint.Of(value)));
        Assert.Equal(-FixedPoint.Max, FixedPoint.ToDouble(FixedPoint.Of(-value)));
    }
}
