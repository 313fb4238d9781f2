using System.Numerics;
using CsCheck;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Numbers;

public sealed class SquareRootTests
{
    private static readonly Gen<Number> Positive = Gen.OneOf(
        Gen.Select(Gen.Int[1, 1000], Gen.Int[-3, 3], (units, scale) => new Number(units, scale)),
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Int[-18, 18], (units, scale) => new Number(units, scale)),
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue], Gen.Int[-300, 300], (a, b, scale) =>
            new Number(BigInteger.Pow(a, 3) * b, scale)));

    [Theory]
    [InlineData("4", "1", "2")]
    [InlineData("2", "1", "1.41421356237309505")]
    [InlineData("1", "4", "0.5")]
    [InlineData("1", "3", "0.577350269189625765")]
    [InlineData("0.0001", "1", "0.01")]
    [InlineData("1e301", "1e300", "3.16227766016837933")]
    [InlineData("0", "7", "0")]
    [InlineData("1", "0", null)]
    [InlineData("999999999999999999999999999999999999", "1", "1000000000000000000")]
    [InlineData("1.000000000000000010000000000000000025", "1", "1.00000000000000001")]
    [InlineData("1.000000000000000010000000000000000024", "1", "1")]
    public void A_root_has_18_digits(string dividend, string divisor, string? root)
    {
        Assert.Equal(root, SquareRoot.OfQuotient(Parse(dividend), Parse(divisor))?.ToString());
    }

    [Fact]
    public void A_root_is_off_by_half_of_its_last_digit_at_most() =>
        Gen.Select(Positive, Positive)
            .Sample(
                (dividend, divisor) =>
                {
                    var root = SquareRoot.OfQuotient(dividend, divisor)!.Value;
                    var digits = BigInteger
                        .Abs(root.Units)
                        .ToString(System.Globalization.CultureInfo.InvariantCulture)
                        .Length;
                    Assert.InRange(digits, 1, 18);
                    var half = new Number(5, root.Scale + 18 - digits + 1);
                    var (low, high) = (root - half, root + half);
                    Assert.True(low * low * divisor <= dividend && dividend < high * high * divisor);
                });

    [Fact]
    public void The_root_of_a_square_is_exact() =>
        Gen.Select(Gen.Long[1, 999_999_999_999_999_999], Gen.Int[-50, 50], Positive)
            .Sample(
                (units, scale, factor) =>
                {
                    var root = new Number(units, scale);
                    Assert.Equal(root, SquareRoot.OfQuotient(root * root * factor, factor));
                });

    private static Number Parse(string text) =>
        Number.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var number)
            ? number
            : throw new ArgumentException(text);
}
