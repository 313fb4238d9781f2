using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Tests.Models;

public sealed class ExactValueTests
{
    [Fact]
    public void A_decimal_text_is_the_double_that_it_is_read_as() =>
        Gen.Select(Gen.Decimal, Gen.Int[-320, 290])
            .Sample(
                (value, exponent) =>
                {
                    var text = string.Create(CultureInfo.InvariantCulture, $"{value}e{exponent}");
                    return !ExactValue.TryParse(Encoding.ASCII.GetBytes(text), out var exact)
                        || exact.ToDouble() == double.Parse(text, CultureInfo.InvariantCulture);
                });

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e400")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("")]
    public void What_no_double_holds_is_no_value(string text) =>
        Assert.False(ExactValue.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
