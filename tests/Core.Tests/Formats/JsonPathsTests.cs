using System.Text;
using Pipeline.Core.Formats;

namespace Pipeline.Core.Tests.Formats;

public class JsonPathsTests
{
    [Theory]
    [InlineData("a Number, b Text", "{\"a\":1,\"b\":\"x\"}")]
    [InlineData("b Number, a Number, c Boolean", "{\"b\":1,\"a\":2}", "{\"c\":true,\"a\":3}")]
    [InlineData("a.b.c Number, a.d Text", "{\"a\":{\"b\":{\"c\":1},\"e\":{},\"d\":\"\"}}")]
    [InlineData("a Text", "{\"a\":1}", "{\"a\":\"1\"}")]
    [InlineData("a Text", "{\"a\":1}", "{\"a\":false}")]
    [InlineData("a Number, b Text", "{\"a\":null,\"b\":null}", "{\"a\":1.5e3}")]
    [InlineData("a Text, b Number", "{\"a\":[1,{\"x\":2}],\"b\":1}")]
    [InlineData("a Number, a.b Number", "{\"a\":1}", "{\"a\":{\"b\":1}}")]
    [InlineData("a.b Number", "{\"a.b\":1}", "{\"a\":{\"b\":2}}")]
    [InlineData("ä\" Number,  Number", "{\"\\u00e4\\\"\":1,\"\":2}")]
    public void Paths_are_those_to_scalars(string expected, params string[] lines)
    {
        var paths = new JsonPaths(10);
        foreach (var line in lines)
            paths.Add(Encoding.UTF8.GetBytes(line));
        Assert.Equal(expected, string.Join(", ", paths.Names.Select(path => $"{path} {paths.KindOf(path)}")));
        Assert.False(paths.IsCut);
    }

    [Fact]
    public void Paths_beyond_the_most_are_not_kept()
    {
        var paths = new JsonPaths(2);
        paths.Add("{\"a\":1,\"b\":1,\"c\":[1],\"d\":{\"e\":1},\"a\":2}"u8);
        Assert.Equal(["a", "b"], paths.Names);
        Assert.True(paths.IsCut);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{\"a\":1}", true)]
    [InlineData("{\"a\":1}x", false)]
    [InlineData("{\"a\":1}{}", false)]
    [InlineData("{\"a\":1", false)]
    [InlineData("{\"\\ud800\":1}", false)]
    [InlineData("[1]", false)]
    [InlineData("1", false)]
    [InlineData("{a,b}", false)]
    public void A_line_is_one_object_or_none(string line, bool expected)
        => Assert.Equal(expected, JsonObjectLine.IsObject(Encoding.UTF8.GetBytes(line)));
}
