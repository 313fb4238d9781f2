using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Formats;

public sealed class HeaderCheckTests : IDisposable
{
    private readonly TemporaryRoot _folder = new();

    [Theory]
    [InlineData("a,b\n3,4\n")]
    [InlineData("\uFEFF\"a\", b\r\n")]
    [InlineData("a,b")]
    [InlineData("\n\na,b\n")]
    [InlineData("")]
    [InlineData("\n")]
    public void A_file_with_the_same_header_passes(string second) => Check("a,b\n1,2\n", second);

    [Theory]
    [InlineData("a,c\n", "column 2 is \"c\", expected \"b\"")]
    [InlineData("b,a\n", "column 1 is \"b\", expected \"a\"")]
    [InlineData("a,B\n", "column 2 is \"B\", expected \"b\"")]
    [InlineData("a\n", "1 column, expected 2; column 2 (\"b\") is missing")]
    [InlineData("a,b,c\n", "3 columns, expected 2; column 3 (\"c\") is extra")]
    [InlineData("3,4\n", "column 1 is \"3\", expected \"a\"")]
    public void A_file_with_another_header_is_refused(string second, string difference)
    {
        var e = Assert.Throws<InvalidRequestException>(() => Check("a,b\n1,2\n", second));
        Assert.Contains("2.csv has a different header than 1.csv", e.Message, StringComparison.Ordinal);
        Assert.Contains(difference, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_given_by_the_request_do_not_change_what_the_header_must_be()
        => Check("a,b\n1,2\n", "a,b\n3,4\n", new FormatRequest(Header: true, Columns: ["x", "y"]));

    [Fact]
    public void A_header_longer_than_the_first_read_is_read_to_its_end()
    {
        var header = string.Join(',', Enumerable.Range(0, 2000).Select(i => $"column{i}"));
        Check($"{header}\n", $"{header}\n");
        Assert.Contains(
            "column 2000 is",
            Assert
                .Throws<InvalidRequestException>(() =>
                    Check($"{header}\n", $"{header}x\n", new FormatRequest(Header: true)))
                .Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_headers_the_number_of_fields_decides()
    {
        Check("1,2\n", "x,\"y\nz\"\n");
        var e = Assert.Throws<InvalidRequestException>(() => Check("1,2\n", "1,2,3\n"));
        Assert.Contains("The first record of 2.csv has 3 fields, expected 2", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("1,2\n")]
    [InlineData("{\"a\":1}\n")]
    public void A_compressed_file_among_others_is_refused(string first)
    {
        _folder.Write("1.csv", first);
        _folder.Write("2.csv", [0x1F, 0x8B, 8, 0]);
        Assert.Contains(
            "2.csv is compressed",
            Assert.Throws<InvalidRequestException>(() => CheckAll(null)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Check(string first, string second, FormatRequest? request = null)
    {
        _folder.Write("1.csv", first);
        _folder.Write("2.csv", second);
        CheckAll(request);
    }

    private void CheckAll(FormatRequest? request)
    {
        var files = DatasetFiles.Find(_folder.Root, [new("*.csv")]);
        var check = new HeaderCheck(_folder.Root, files, FormatDetector.Detect(_folder.Root, files, request).Format);
        foreach (var file in files)
            check.Check(file);
    }
}
