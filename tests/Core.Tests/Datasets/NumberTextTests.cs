using System.Text.RegularExpressions;
using CsCheck;
using Pipeline.Core.Datasets;

namespace Pipeline.Core.Tests.Datasets;

public partial class NumberTextTests
{
    [Fact]
    public void Numbers_are_those_of_the_grammar_that_lose_no_zeros()
        => Gen.String[Gen.OneOf('0', '1', '9', '.', '-', '+', 'e', 'E', ' ', '\t', 'x'), 0, 8].Sample(
            text => Assert.Equal(Grammar().IsMatch(text) && !LeadingZero().IsMatch(text), NumberText.IsNumber(text)),
            iter: 50_000);

    [Fact]
    public void A_thousand_digits_are_a_number_and_one_more_is_not()
    {
        Assert.True(NumberText.IsNumber(new string('1', 999) + ".1e9"));
        Assert.False(NumberText.IsNumber(new string('1', 1000) + ".1"));
    }

    [GeneratedRegex(@"^[ \t]*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t]*\z")]
    private static partial Regex Grammar();

    [GeneratedRegex(@"^[ \t]*[+-]?0[0-9]")]
    private static partial Regex LeadingZero();
}
