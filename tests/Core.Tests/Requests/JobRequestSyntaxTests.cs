using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

/// <summary>Requests that are not valid JSON, or that Step Functions would not take.</summary>
public sealed class JobRequestSyntaxTests
{
    [Theory]
    [InlineData("", "at line 1, byte 1")]
    [InlineData("{\n \"dataset\": \"a\", // why\n}", "at line 2, byte 18")]
    [InlineData("{\n \"dataset\": \"a\",\n}", "at line 3, byte 1")]
    [InlineData("{} {}", "at line 1, byte 4")]
    [InlineData("[]", "found an empty array")]
    [InlineData("\"a\"", "found the text \"a\"")]
    public void What_is_not_json_is_refused_with_its_place(string json, string place) =>
        Assert.Contains(
            place,
            JobRequestReaderTests.AssertErrors(json, ["request: "])[0].Message,
            StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        var error = Assert
            .Throws<InvalidRequestException>(() => JobRequestReader.Read([(byte)'"', 0xff, (byte)'"']))
            .Errors[0];
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_at_its_field() => JobRequestReaderTests.AssertErrors(
        """{"dataset": "a\ud800", "operation": {"type": "query", "\udc00": 1}}""",
        ["dataset: Expected text", "operation: Expected text"]);

    [Fact]
    public void More_than_step_functions_takes_is_refused()
    {
        var fits = $$"""{ {{JobRequestReaderTests.Min}} }""".PadRight(256 * 1024);
        Assert.Equal(["a.csv"], JobRequestReader.Read(fits).Dataset);
        JobRequestReaderTests.AssertErrors(fits + " ", ["request: Expected at most 262144 bytes"]);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        JobRequestReaderTests.AssertErrors(
            $$"""{"dataset": "a", "operation": {"type": "query", "x":"""
                + $$""" {{new string('[', 100_000)}}{{new string(']', 100_000)}} } }""",
            ["request: Expected JSON"]);
}
