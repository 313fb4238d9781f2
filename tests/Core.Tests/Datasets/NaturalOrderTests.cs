using CsCheck;
using Pipeline.Core.Datasets;

namespace Pipeline.Core.Tests.Datasets;

public class NaturalOrderTests
{
    private static readonly NaturalOrder Order = NaturalOrder.Instance;

    private static readonly Gen<string> Name = Gen.String[Gen.OneOf('0', '1', '2', 'a', 'B', '/', '.', 'é'), 0, 6];

    [Theory]
    [InlineData("day2.csv", "day10.csv")]
    [InlineData("a01", "a1")]
    [InlineData("a1", "a02")]
    [InlineData("a1b", "a01c")]
    [InlineData("a", "a0")]
    [InlineData("2026-1/9.csv", "2026-1/10.csv")]
    [InlineData("B", "a")]
    [InlineData("x99999999999999999999", "x100000000000000000000")]
    [InlineData("1", "a")]
    [InlineData(".", "1")]
    [InlineData("", "a")]
    public void The_one_comes_before_the_other(string first, string second)
    {
        Assert.True(Order.Compare(first, second) < 0);
        Assert.True(Order.Compare(second, first) > 0);
    }

    [Fact]
    public void The_order_is_antisymmetric_and_only_equals_are_equal()
        => Gen.Select(Name, Name).Sample((x, y) =>
        {
            Assert.Equal(Math.Sign(Order.Compare(x, y)), -Math.Sign(Order.Compare(y, x)));
            Assert.Equal(x == y, Order.Compare(x, y) == 0);
        }, iter: 20_000);

    [Fact]
    public void The_order_is_transitive()
        => Gen.Select(Name, Name, Name).Sample((x, y, z) =>
        {
            if (Order.Compare(x, y) < 0 && Order.Compare(y, z) < 0) Assert.True(Order.Compare(x, z) < 0);
        }, iter: 50_000);
}
