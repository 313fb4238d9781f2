using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Models;

namespace Pipeline.Core.Tests.Operations.Models;

public sealed class ExactDivisionTests
{
    private static readonly Gen<double> Finite = Gen.Double.Where(double.IsFinite);

    [Fact]
    public void A_double_is_the_same_after_it_was_an_exact_number() =>
        Finite.Sample(value => BitConverter.DoubleToInt64Bits(ExactDivision.ToDouble(ExactDivision.ToNumber(value))) == BitConverter.DoubleToInt64Bits(value + 0.0));

    [Fact]
    public void A_quotient_of_whole_numbers_is_rounded_once() => Gen.Select(Gen.Int, Gen.Int.Where(n => n != 0)).Sample((a, b) =>
        ExactDivision.ToDouble(a, b) == (double)a / b);

    [Fact]
    public void A_decimal_text_is_the_double_that_it_is_read_as() => Gen.Select(Gen.Decimal, Gen.Int[-320, 290]).Sample((value, exponent) =>
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value}e{exponent}");
        return !ExactValue.TryParse(Encoding.ASCII.GetBytes(text), out var exact)
            || exact.ToDouble() == double.Parse(text, CultureInfo.InvariantCulture);
    });

    [Theory]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("2.4703282292062328e-324")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("9007199254740993")]
    public void Where_doubles_end_they_end_as_elsewhere(string text) =>
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), ExactDivision.ToDouble(Parse(text)));

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e400")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("")]
    public void What_no_double_holds_is_no_value(string text) => Assert.False(ExactValue.TryParse(Encoding.ASCII.GetBytes(text), out _));

    private static Number Parse(string text) => Number.TryParse(Encoding.ASCII.GetBytes(text), out var number) ? number : throw new FormatException(text);
}
