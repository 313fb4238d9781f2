using System.Text;
using CsCheck;
using CsvHelper;
using Pipeline.Core.Formats;

namespace Pipeline.Core.Tests.Formats;

/// <summary>The machine against an independent reader, by way of the records that detection reads with it.</summary>
public class SampleRecordsTests
{
    private static readonly Gen<string> Field = Gen.OneOf(
            "",
            "a",
            "7",
            " ",
            "\"",
            "\"\"",
            ",",
            ";",
            "\n",
            "\r\n",
            "é",
            "日本",
            "😀",
            "x\"y")
        .Array[0, 4]
        .Select(string.Concat);

    private static readonly Gen<string[][]> Records = Gen.Int[2, 4]
        .SelectMany(fields => Field.Array[fields].Array[0, 5]);

    [Fact]
    public void Records_are_those_that_CsvHelper_reads() =>
        Gen.Select(Records, Gen.Bool, Gen.Bool, Gen.Bool.Array[40])
            .Sample(
                (records, crlf, ended, quoted) =>
                {
                    var newLine = crlf ? "\r\n" : "\n";
                    var text = Written(records, newLine, ended, quoted);
                    using var reader = CsvReader.Create(
                        new MemoryStream(Encoding.UTF8.GetBytes(text)),
                        new CsvReaderOptions
                        {
                            Separator = ',',
                            HasHeader = false,
                            MalformedData = CsvMalformedDataHandling.Throw,
                        });
                    var expected = new List<string[]>();
                    while (reader.Read())
                        expected.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);

                    var read = Read(text);
                    Assert.Equal(expected, read);
                    Assert.Equal(records, read);
                });

    [Fact]
    public void Records_are_those_that_CsvHelper_wrote()
        => Gen.Select(Records, Gen.OneOf("\n", "\r\n")).Sample((records, newLine) =>
        {
            var text = new StringWriter();
            using (var writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = newLine }))
            {
                foreach (var record in records)
                {
                    foreach (var field in record)
                        writer.WriteField(field);
                    writer.EndRecord();
                }
            }

            Assert.Equal(records, Read(text.ToString()));
        });

    [Fact]
    public void A_CR_that_no_LF_follows_is_data()
        => Assert.Equal([["a\rb", "\r"], ["\r"]], Read("a\rb,\r\r\n\r"));

    [Fact]
    public void Text_after_a_closing_quote_is_read_on()
        => Assert.Equal([["ab\"c", "d"], ["e\r", ""]], Read("\"a\"b\"c,d\n\"e\"\r,\n"));

    [Fact]
    public void An_empty_line_is_a_record_only_where_asked()
    {
        Assert.Equal([["a"], ["b"]], Read("a\n\n\r\nb"));
        Assert.Equal([["a"], [""], [""], ["b"]], Read("a\n\n\r\nb", emptyLines: true));
    }

    [Fact]
    public void A_record_that_the_sample_cuts_is_left_out()
    {
        Assert.Equal(
            [
                ["a", "b"],
            ],
            SampleRecords.Read("a,b\nc,d"u8, isWhole: false, new Dialect((byte)',', (byte)'"'), false));
        Assert.Equal(
            [
                ["a", "b"],
            ],
            SampleRecords.Read("a,b\nc,\"d"u8, isWhole: true, new Dialect((byte)',', (byte)'"'), false));
    }

    private static string Written(string[][] records, string newLine, bool ended, bool[] quoted)
    {
        var text = new StringBuilder();
        var n = 0;
        for (var r = 0; r < records.Length; r++)
        {
            for (var f = 0; f < records[r].Length; f++)
            {
                var field = records[r][f];
                if (f > 0) text.Append(',');
                var mustQuote = field.AsSpan().ContainsAny(",\"\r\n");
                text.Append(mustQuote || quoted[n++ % quoted.Length] ? $"\"{field.Replace("\"", "\"\"")}\"" : field);
            }

            if (r < records.Length - 1 || ended) text.Append(newLine);
        }

        return text.ToString();
    }

    private static List<string[]> Read(string text, bool emptyLines = false) =>
        SampleRecords.Read(Encoding.UTF8.GetBytes(text), isWhole: true, new Dialect((byte)',', (byte)'"'), emptyLines);
}
