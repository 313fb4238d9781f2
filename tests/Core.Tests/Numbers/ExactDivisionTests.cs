using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Numbers;

public sealed class ExactDivisionTests
{
    private static readonly Gen<double> Finite = Gen.Double.Where(double.IsFinite);

    [Fact]
    public void A_double_is_the_same_after_it_was_an_exact_number() =>
        Finite.Sample(value =>
            BitConverter.DoubleToInt64Bits(ExactDivision.ToDouble(ExactDivision.ToNumber(value)))
            == BitConverter.DoubleToInt64Bits(value + 0.0));

    [Fact]
    public void A_quotient_of_whole_numbers_is_rounded_once() =>
        Gen.Select(Gen.Int, Gen.Int.Where(n => n != 0)).Sample((a, b) => ExactDivision.ToDouble(a, b) == (double)a / b);

    [Theory]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("2.4703282292062328e-324")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("9007199254740993")]
    public void Where_doubles_end_they_end_as_elsewhere(string text) =>
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), ExactDivision.ToDouble(Parse(text)));

    private static Number Parse(string text) =>
        Number.TryParse(Encoding.ASCII.GetBytes(text), out var number) ? number : throw new FormatException(text);
}
