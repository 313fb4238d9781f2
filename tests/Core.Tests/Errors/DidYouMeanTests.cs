using Pipeline.Core.Errors;

namespace Pipeline.Core.Tests.Errors;

public class DidYouMeanTests
{
    private static readonly string[] Names = ["dataset", "operation", "format", "blockSize", "output"];

    [Theory]
    [InlineData("datset", "dataset")]
    [InlineData("dataest", "dataset")]
    [InlineData("datasets", "dataset")]
    [InlineData("formit", "format")]
    [InlineData("block_size", "blockSize")]
    [InlineData("BLOCKSIZE", "blockSize")]
    [InlineData("ouptut", "output")]
    public void A_slip_finds_the_name_that_was_meant(string written, string meant) =>
        Assert.Equal(meant, DidYouMean.To(written, Names));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("concurrency")]
    [InlineData("tadases")]
    public void A_name_that_is_like_none_finds_none(string written) => Assert.Null(DidYouMean.To(written, Names));

    [Fact]
    public void Names_of_one_or_two_letters_are_near_in_case_only()
    {
        Assert.Null(DidYouMean.To("t", ["s"]));
        Assert.Equal("ID", DidYouMean.To("id", ["ix", "ID"]));
    }

    [Fact]
    public void The_closest_wins_and_of_equals_the_first()
    {
        Assert.Equal("columns", DidYouMean.To("colunns", ["column", "columns"]));
        Assert.Equal("bat", DidYouMean.To("aat", ["bat", "cat"]));
    }

    [Fact]
    public void A_very_long_name_is_not_compared() =>
        Assert.Null(DidYouMean.To(new string('a', 100_000), [new string('a', 100_000)]));

    [Fact]
    public void The_advice_names_the_nearest_or_all()
    {
        Assert.Equal("Did you mean \"format\"?", DidYouMean.Advice("fromat", Names));
        Assert.Equal(
            "Expected one of dataset, operation, format, blockSize, output.",
            DidYouMean.Advice("where", Names));
    }
}
