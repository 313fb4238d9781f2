using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Formats;

/// <summary>What the request says of the format is taken as said, or refused by field.</summary>
public sealed class FormatRequestTests : IDisposable
{
    private readonly TemporaryRoot _folder = new();

    [Fact]
    public void The_delimiter_is_taken_as_given()
    {
        Assert.Equal("; \" c1 Text", Found("a,b\n1,2\n", new FormatRequest(Delimiter: ";", Header: false)));
        Assert.Equal("TAB \" c1 Number, c2 Number", Found("1\t2\n", new FormatRequest(Delimiter: "\\t")));
        Assert.Equal("  \" c1 Number, c2 Number", Found("1 2\n", new FormatRequest(Delimiter: " ")));
    }

    [Fact]
    public void The_quote_is_taken_as_given()
    {
        Assert.Equal(", none c1 Text, c2 Text", Found("\"a\",\"b\"\n", new FormatRequest(Quote: "")));
        Assert.Equal(", ~ c1 Number, c2 Text", Found("1,~b,c~\n", new FormatRequest(Quote: "~")));
        Assert.Equal("\" none c1 Number, c2 Number", Found("1\"2\n", new FormatRequest(Delimiter: "\"")));
    }

    [Fact]
    public void The_header_is_taken_as_given()
    {
        Assert.Equal(", \" header: 1 Number, 2 Number", Found("1,2\n3,4\n", new FormatRequest(Header: true)));
        Assert.Equal(", \" c1 Text, c2 Text", Found("a,b\n1,2\n", new FormatRequest(Header: false)));
    }

    [Fact]
    public void Columns_are_named_as_given()
    {
        Assert.Equal(", \" x Number, y Number", Found("1,2\n", new FormatRequest(Columns: ["x", "y"])));
        Assert.Equal(", \" header: x Number, y Number", Found("a,b\n1,2\n", new FormatRequest(Columns: ["x", "y"])));
        Assert.Equal(
            ", \" header: 2019 Number, 2020 Number",
            Found("2019,2020\n1,2\n", new FormatRequest(Columns: ["2019", "2020"])));
        Assert.Equal(
            "json: b Number, late Text",
            Found("{\"a\":1,\"b\":2}\n", new FormatRequest(Columns: ["b", "late"])));
    }

    [Fact]
    public void Header_names_are_made_distinct()
        => Assert.Equal(
            ", \" header: a Number, c2_2 Number, a_3 Number, a_4 Number, c2 Number, a_2 Number",
            Found("a,,a,a,c2,a_2\n1,2,3,4,5,6\n", new FormatRequest(Header: true)));

    [Fact]
    public void Kinds_are_as_given()
    {
        var types = new Dictionary<string, ColumnKind> { ["a"] = ColumnKind.Text, ["b"] = ColumnKind.Boolean };
        Assert.Equal(
            ", \" header: a Text, b Boolean, c Number",
            Found("a,b,c\n1,2,3\n", new FormatRequest(Types: types)));
        Assert.Equal("json: a Text, b Boolean", Found("{\"a\":1,\"b\":2}\n", new FormatRequest(Types: types)));
    }

    [Fact]
    public void The_type_is_taken_as_given()
    {
        Assert.Equal(", ' c1 Text", Found("{'a':1}\n", new FormatRequest(FormatType.Csv, Quote: "'")));
        Assert.Equal("json: a Number", Found("{\"a\":1}\nx,y\n", new FormatRequest(FormatType.JsonLines)));
    }

    [Fact]
    public void An_empty_dataset_has_what_the_request_gives()
    {
        Assert.Equal(
            "; none header: x Text, y Text",
            Found("", new FormatRequest(FormatType.Csv, ";", "", true, ["x", "y"])));
        Assert.Equal("json: x Text", Found("", new FormatRequest(FormatType.JsonLines, Columns: ["x"])));
        Assert.Equal(
            ", \" no columns",
            FormatDetectorTests.Describe(FormatDetector.Detect(_folder.Root, [], null).Format));
    }

    [Theory]
    [InlineData(";;", null, "format.delimiter")]
    [InlineData("", null, "format.delimiter")]
    [InlineData("é", null, "format.delimiter")]
    [InlineData("\n", null, "format.delimiter")]
    [InlineData(null, "''", "format.quote")]
    [InlineData(";", ";", "format.quote")]
    public void A_dialect_that_is_none_is_refused_by_field(string? delimiter, string? quote, string field)
        => Assert.Equal(field, Invalid("a,b\n", new FormatRequest(Delimiter: delimiter, Quote: quote)).Field);

    [Theory]
    [InlineData("x", "1 name given, but a record of data has 2 fields")]
    [InlineData("x y z", "3 names given")]
    [InlineData("x x", "\"x\" appears twice")]
    [InlineData("x ", "Name 2 is empty")]
    public void Column_names_that_do_not_fit_are_refused(string names, string reason)
    {
        var error = Invalid("1,2\n", new FormatRequest(Columns: names.Split(' ')));
        Assert.Equal("format.columns", error.Field);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("station,temp\nx,1\n")]
    [InlineData("{\"station\":1,\"temp\":2}\n")]
    public void A_kind_for_an_unknown_column_names_the_nearest(string content)
    {
        var types = new Dictionary<string, ColumnKind> { ["statoin"] = ColumnKind.Text };
        var error = Invalid(content, new FormatRequest(Types: types));
        Assert.Equal("format.types", error.Field);
        Assert.Contains("Did you mean \"station\"?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Lines_has_no_dialect()
    {
        _folder.Write("data", "{\"a\":1}\n");
        var e = Assert.Throws<InvalidRequestException>(() =>
            Detect(new FormatRequest(Delimiter: ";", Quote: "", Header: true)));
        Assert.Equal(["format.delimiter", "format.quote", "format.header"], e.Errors.Select(error => error.Field));
    }

    public void Dispose() => _folder.Dispose();

    private RecordFormat Detect(FormatRequest request)
        => FormatDetector.Detect(_folder.Root, DatasetFiles.Find(_folder.Root, [new("data")]), request).Format;

    private string Found(string content, FormatRequest request)
    {
        _folder.Write("data", content);
        return FormatDetectorTests.Describe(Detect(request));
    }

    private ValidationError Invalid(string content, FormatRequest request)
    {
        _folder.Write("data", content);
        return Assert.Single(Assert.Throws<InvalidRequestException>(() => Detect(request)).Errors);
    }
}
