using System.Text;
using Pipeline.Local.Output;

namespace Pipeline.Local.Tests.Output;

public sealed class ResultPreviewTests
{
    [Theory]
    [InlineData("a,b\n", "")]
    [InlineData("a\n\nx\n", "NULL/x")]
    [InlineData("a,b\n,\"\"\n\"\",\n", "NULL|/|NULL")]
    [InlineData("a,b\n\"x \"\"y\"\"\",\"1,2\"\n\"line\nend\",\"\"\"\"\n", "x \"y\"|1,2/line\nend|\"")]
    [InlineData("\"a,\n\",b\nü,日本\n", "ü|日本")]
    public void Csv_keeps_NULL_and_the_empty_text_apart(string csv, string expected)
    {
        var rows = ResultCsv.Read(Encoding.UTF8.GetBytes(csv), 2);

        Assert.Equal(
            expected,
            string.Join('/', rows.Select(row => string.Join('|', row.Select(value => value ?? "NULL")))));
    }

    [Theory]
    [InlineData("[\n]\n", false, "")]
    [InlineData("[\n{\"a\":\"]\",\"b\":null},\n{\"a\":\"\",\"b\":1.50}\n]\n", false, "]|NULL/|1.50")]
    [InlineData("{\"a\":\"x\\ny\",\"b\":true}\n{\"a\":null,\"b\":false}\n", true, "x\ny|true/NULL|false")]
    public void Json_keeps_the_digits_of_numbers(string json, bool isLines, string expected)
    {
        var rows = ResultJson.Read(Encoding.UTF8.GetBytes(json), isLines);

        Assert.Equal(
            expected,
            string.Join('/', rows.Select(row => string.Join('|', row.Select(value => value ?? "NULL")))));
    }

    [Fact]
    public void Control_characters_of_a_dataset_do_not_reach_the_terminal() =>
        Assert.Equal(@"a\n\t\u001b[31mü", TerminalText.Of("a\n\t\u001b[31mü"));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(137_800_000, "137.8 MB")]
    public void Bytes_are_written_in_decimal_units(long bytes, string expected) =>
        Assert.Equal(expected, Humanize.Bytes(bytes));

    [Theory]
    [InlineData(0, 1000, 0, "process: 0%, 0 B/s")]
    [InlineData(250, 1000, 5, "process: 25%, 125 B/s, 5 records, 6 s left")]
    [InlineData(1200, 1000, 20, "process: 100%, 600 B/s, 20 records")]
    public void Progress_tells_what_is_left(long read, long bytes, long records, string expected) =>
        Assert.Equal(expected, ProgressText.Of("process", bytes, read, records, seconds: 2, withBar: false));
}
