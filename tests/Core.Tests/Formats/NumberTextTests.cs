using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Pipeline.Core.Formats;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Formats;

public partial class NumberTextTests
{
    [Fact]
    public void Numbers_are_those_of_the_grammar_that_lose_no_zeros_and_can_be_read() =>
        Gen.String[Gen.OneOf('0', '1', '9', '.', '-', '+', 'e', 'E', ' ', '\t', 'x'), 0, 8]
            .Sample(
                text =>
                    Assert.Equal(
                        Grammar().IsMatch(text)
                            && !LeadingZero().IsMatch(text)
                            && DigitsOf(text) <= NumberText.MaxDigits,
                        NumberText.IsNumber(text)),
                iter: 50_000);

    [Fact]
    public void What_is_guessed_a_number_is_read_as_one()
        => Gen.Select(Gen.Char["0123456789."].Array[1, 6], Gen.Int[-2_000, 2_000]).Sample((digits, exponent) =>
        {
            var text = $"{new string(digits)}e{exponent}";
            Assert.True(!NumberText.IsNumber(text) || Number.TryParse(Encoding.ASCII.GetBytes(text), out _), text);
        }, iter: 50_000);

    [Theory]
    [InlineData("1e999", true)]
    [InlineData("1e1000", false)]
    [InlineData("1e999999999999", false)]
    public void An_exponent_is_no_way_round_the_limit(string text, bool isNumber) =>
        Assert.Equal(isNumber, NumberText.IsNumber(text));

    [Fact]
    public void A_thousand_digits_are_a_number_and_one_more_is_not()
    {
        Assert.True(NumberText.IsNumber(new string('1', 990) + ".1e9"));
        Assert.False(NumberText.IsNumber(new string('1', 1000) + ".1"));
    }

    /// <summary>Those written, and those that the exponent adds.</summary>
    private static long DigitsOf(string text)
    {
        var parts = text.Split('e', 'E');
        return parts[0].Count(char.IsAsciiDigit)
            + (parts.Length < 2 ? 0 : Math.Abs(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"^[ \t]*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t]*\z")]
    private static partial Regex Grammar();

    [GeneratedRegex(@"^[ \t]*[+-]?0[0-9]")]
    private static partial Regex LeadingZero();
}
