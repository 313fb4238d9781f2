using System.Globalization;
using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Formats;

public sealed class FormatDetectorTests : IDisposable
{
    private readonly TemporaryRoot _folder = new();

    [Theory]
    // Delimiters.
    [InlineData("a,b\n1,2\n", ", \" header: a Number, b Number")]
    [InlineData("a;b\n1;2\n", "; \" header: a Number, b Number")]
    [InlineData("a\tb\n1\t2\n", "TAB \" header: a Number, b Number")]
    [InlineData("a|b\n1|2\n", "| \" header: a Number, b Number")]
    [InlineData("Hamburg;12.0\nBulawayo;8.9\nHamburg;3.4\n", "; \" c1 Text, c2 Number")]
    [InlineData("x;1,5\ny;2,5\n", "; \" c1 Text, c2 Text")]
    [InlineData("52,5;13,4\n48,1;11,6\n", "; \" c1 Text, c2 Text")]
    [InlineData("name;value\nx;1,5\ny;2,5\n", "; \" header: name Text, value Text")]
    [InlineData("id,tags\n1,a;b\n2,c\n", ", \" header: id Number, tags Text")]
    [InlineData("2026-01-01,A;B,1\n2026-01-02,C;D,2\n", ", \" c1 Text, c2 Text, c3 Number")]
    [InlineData("t\ttext\n1\tone, two\n2\tthree, four\n", "TAB \" header: t Number, text Text")]
    [InlineData("a,b\n1,2\n3\n4,5\n6,7\n", ", \" header: a Number, b Number")]
    [InlineData("Call me Ishmael; some years ago,\nnever mind how long precisely\nI thought\n", ", \" c1 Text")]
    [InlineData("name;note\nx;a,b\ny;c,d;\nz;e,f\n", "; \" header: name Text, note Text")]
    [InlineData("a;b;c\nd;e;f\ng\nh;i\nj;k;l;m\n", ", \" c1 Text")]
    // One column, one record, few bytes.
    [InlineData("n\n1\n2\n", ", \" header: n Number")]
    [InlineData("1\n\n2\n", ", \" c1 Number")]
    [InlineData("1", ", \" c1 Number")]
    [InlineData("x", ", \" header: x Text")]
    [InlineData("1,2,3", ", \" c1 Number, c2 Number, c3 Number")]
    [InlineData("a,b,c\n", ", \" header: a Text, b Text, c Text")]
    [InlineData("a,,c\n", ", \" c1 Text, c2 Text, c3 Text")]
    [InlineData("", ", \" no columns")]
    [InlineData("\n\r\n", ", \" no columns")]
    [InlineData("\uFEFF", ", \" no columns")]
    // Line ends and byte order marks.
    [InlineData("a,b\r\n1,2\r\n", ", \" header: a Number, b Number")]
    [InlineData("a,b\r\n1,2", ", \" header: a Number, b Number")]
    [InlineData("\uFEFFa,b\n1,2\n", ", \" header: a Number, b Number")]
    [InlineData("\uFEFF\"a\",\"b\"\n1,2\n", ", \" header: a Number, b Number")]
    [InlineData("\n\na,b\n1,2\n\n3,4\n", ", \" header: a Number, b Number")]
    // Quotes.
    [InlineData("a,b\n1,\"x\ny,z\"\n2,\"\"\"\"\n", ", \" header: a Number, b Text")]
    [InlineData("\"a;b\",c\n\"d;e\",1\n", ", \" header: a;b Text, c Number")]
    [InlineData("a,b\n1,5\" pipe\n2,6\" pipe\n", ", \" header: a Number, b Text")]
    [InlineData("1,\"abc\n2,\"def\n3,\"ghi\n", ", none c1 Number, c2 Text")]
    [InlineData("a,b\n1,'x,y'\n2,'z'\n", ", ' header: a Number, b Text")]
    [InlineData("'a','b'\n'c','d'\n", ", ' header: a Text, b Text")]
    [InlineData("a,b\n1,it's\n2,'tis\n", ", \" header: a Number, b Text")]
    [InlineData("\"1\",\"2\"\n\"3\",\"4\"\n", ", \" c1 Number, c2 Number")]
    // Headers.
    [InlineData("name,city\nann,rome\nbob,oslo\n", ", \" header: name Text, city Text")]
    [InlineData("name,city\nann,rome\nname,oslo\n", ", \" c1 Text, c2 Text")]
    [InlineData("name,name\nann,1\n", ", \" c1 Text, c2 Text")]
    [InlineData("country,2019\nfr,1\n", ", \" c1 Text, c2 Number")]
    [InlineData("007,x\n008,1\n", ", \" c1 Text, c2 Text")]
    [InlineData(",t\n0,1.5\n1,2.5\n", ", \" header: c1 Number, t Number")]
    [InlineData("http://a.b/?x=1,y\nhttp://a.b/?x=2,z\n", ", \" c1 Text, c2 Text")]
    [InlineData(" a , b\n1,2\n", ", \" header: a Number, b Number")]
    // Kinds.
    [InlineData("a,b,c,d\n1,true,x,\n-.5e3,FALSE,1,\n,, ,\n", ", \" header: a Number, b Boolean, c Text, d Text")]
    [InlineData("zip,n\n01234,0\n98765,0.5\n", ", \" header: zip Text, n Number")]
    [InlineData("a,b\n1,true\ntrue,1\nx,y\n", ", \" header: a Text, b Text")]
    [InlineData("a,b\n 1 ,+2.\n\t3,4E-1\n", ", \" header: a Number, b Number")]
    public void Text_is_found_to_be(string content, string expected)
    {
        _folder.Write("data", content);
        Assert.Equal(expected, Describe(Detect("data").Format));
    }

    [Theory]
    [InlineData("a.tsv", "Lorem, ipsum\ndolor, sit\n", ", \" header: Lorem Text, ipsum Text")]
    [InlineData("a.tsv", "Lorem\nipsum, dolor\nsit\n", "TAB \" header: Lorem Text")]
    [InlineData("a.psv", "1;2|3;4\n5;6|7;8\n", "| \" c1 Text, c2 Text")]
    [InlineData("a.jsonl", "{\"a\":1}\n", "json: a Number")]
    [InlineData("a.NDJSON", "\n{\"a\":1}", "json: a Number")]
    [InlineData("a.json", "{\"a\":1}\n{\"b\":true}", "json: a Number, b Boolean")]
    [InlineData("a.csv", "{\"a\":1}\n", "json: a Number")]
    [InlineData("a.log", "{\"a\":1,\"b\":\"x\"}\nnot json\n", "json: a Number, b Text")]
    [InlineData("a.txt", "{a,b}\n1,2\n", ", \" header: {a Number, b} Number")]
    [InlineData("a.json", "", "json: no columns")]
    [InlineData("a.json", " \n", "json: no columns")]
    public void The_name_and_the_content_decide_together(string name, string content, string expected)
    {
        _folder.Write(name, content);
        Assert.Equal(expected, Describe(Detect(name).Format));
    }

    [Fact]
    public void A_header_alone_is_looked_past_for_a_file_with_records()
    {
        _folder.Write("1.csv", "");
        _folder.Write("2.csv", "\n");
        _folder.Write("3.csv", "day,n\n");
        _folder.Write("4.csv", "day,n\nmo,1\n");
        Assert.Equal(", \" header: day Text, n Number", Describe(Detect("*.csv").Format));
    }

    [Fact]
    public void The_sample_ends_within_a_record_and_says_so()
    {
        var content = new StringBuilder("id;text\n");
        for (var i = 0; content.Length < 2 * FileHead.FirstLength; i++)
            content.Append(CultureInfo.InvariantCulture, $"{i};\"some; \"\"text\"\"\nof two lines\"\n");
        _folder.Write("a.csv", content.ToString());
        var found = Detect("a.csv");
        Assert.Equal("; \" header: id Number, text Text", Describe(found.Format));
        var quoted = content.ToString(0, FileHead.FirstLength).Split("lines\"\n").Length - 1;
        Assert.Contains($"sampled the first 262,144 bytes of a.csv: {quoted + 1:N0} records", found.Notes);
        Assert.Contains(
            $"delimiter ';' (detected: {quoted + 1:N0} of {quoted + 1:N0} records have 2 fields)",
            found.Notes);
        Assert.Contains($"quote '\"' (detected: {quoted:N0} quoted fields)", found.Notes);
        Assert.Contains(
            "header: yes (the first record contains no numbers, and column 1 contains numbers below it)",
            found.Notes);
        Assert.Contains("columns: id Number, text Text", found.Notes);
    }

    [Fact]
    public void A_first_record_longer_than_the_sample_is_read_to_its_end()
    {
        var text = new string('x', 3 * FileHead.FirstLength);
        _folder.Write("a.csv", $"1,\"{text}\n{text}\"\n2,y\n");
        Assert.Equal(", \" c1 Number, c2 Text", Describe(Detect("a.csv").Format));
        _folder.Write("b.jsonl", $"{{\"a\":\"{text}\",\"b\":1}}\n");
        Assert.Equal("json: a Text, b Number", Describe(Detect("b.jsonl").Format));
    }

    [Fact]
    public void A_quote_that_the_sample_does_not_close_is_followed_to_its_end()
    {
        var lines = string.Concat(Enumerable.Repeat("1,x\n", FileHead.FirstLength / 3));
        _folder.Write("stray.csv", $"1,x\n2,\"y\n{lines}");
        Assert.Equal(", none c1 Number, c2 Text", Describe(Detect("stray.csv").Format));
        _folder.Write("long.csv", $"1,x\n2,\"y\n{lines}\"\n");
        Assert.Equal(", \" c1 Number, c2 Text", Describe(Detect("long.csv").Format));
    }

    [Fact]
    public void A_first_record_that_does_not_end_is_refused()
    {
        var text = new string('x', FileHead.MaxLength + 1);
        _folder.Write("a.csv", text);
        Assert.Contains("does not end within 16 MiB", Invalid("a.csv").Message, StringComparison.Ordinal);
        _folder.Write("a.json", text);
        Assert.Contains("does not end within 16 MiB", Invalid("a.json").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "gunzip")]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F, 0xFD }, "zstd -d")]
    [InlineData(new byte[] { 0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59 }, "bunzip2")]
    [InlineData(new byte[] { 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0 }, "xz -dk")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4 }, "zip")]
    [InlineData(new byte[] { 0x50, 0x41, 0x52, 0x31, 0x15, 0 }, "Parquet")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0, 0x2C, 0 }, "iconv -f UTF-16 ")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, 0x61 }, "iconv -f UTF-16 ")]
    [InlineData(new byte[] { 0x61, 0, 0x2C, 0 }, "iconv -f UTF-16LE ")]
    [InlineData(new byte[] { 0x61, 0x0D, 0x62, 0x0D }, "tr '\\r' '\\n'")]
    public void Content_that_is_no_plain_text_is_refused_with_advice(byte[] content, string advice)
    {
        _folder.Write("a.csv", content);
        var e = Invalid("a.csv");
        Assert.Equal("dataset", Assert.Single(e.Errors).Field);
        Assert.Contains("a.csv", e.Message, StringComparison.Ordinal);
        Assert.Contains(advice, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BZh,PK,PAR1\n1,2,3\n", ", \" header: BZh Number, PK Number, PAR1 Number")]
    public void Text_that_begins_like_another_format_is_text(string content, string expected)
    {
        _folder.Write("a.csv", content);
        Assert.Equal(expected, Describe(Detect("a.csv").Format));
    }

    [Theory]
    [InlineData("[{\"a\":1}]", "jq -c '.[]'")]
    [InlineData("\n [\n{\"a\":1}]", "jq -c '.[]'")]
    [InlineData("{\n  \"a\": 1\n}\n", "jq -c .")]
    [InlineData("1\n2\n", "the first is \"1\"")]
    public void Json_that_is_not_an_object_a_line_is_refused(string content, string advice)
    {
        _folder.Write("a.json", content);
        Assert.Contains(advice, Invalid("a.json").Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Delimiter, quote, "header:" if there is one, and the columns.</summary>
    internal static string Describe(RecordFormat format)
    {
        var columns =
            format.Columns.Count == 0
                ? "no columns"
                : string.Join(", ", format.Columns.Select(column => $"{column.Name} {column.Kind}"));
        return format is not DelimitedFormat text
            ? $"json: {columns}"
            : $"{(text.Delimiter == '\t' ? "TAB" : (char)text.Delimiter)} "
                + $"{(text.Quote is { } quote ? (char)quote : "none")}"
                + $"{(text.Header ? " header:" : "")} {columns}";
    }

    private DetectedFormat Detect(string pattern)
        => FormatDetector.Detect(_folder.Root, DatasetFiles.Find(_folder.Root, [new(pattern)]), null);

    private InvalidRequestException Invalid(string pattern) =>
        Assert.Throws<InvalidRequestException>(() => Detect(pattern));
}
