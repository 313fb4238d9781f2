using System.Text;
using CsCheck;
using Pipeline.Core.Reading;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Reading.Delimited;

public sealed class DelimitedReaderTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    /// <summary>The bytes that matter to the grammar, and a few that do not.</summary>
    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(
        (byte)'a',
        (byte)'b',
        (byte)',',
        (byte)'"',
        (byte)'\n',
        (byte)'\r',
        (byte)0xC3,
        (byte)0xA9).Array[0, 300];

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("\n", "")]
    [InlineData("a,b\n", "0: a | b")]
    [InlineData("a,b", "0: a | b")]
    [InlineData("a,b\r\nc,d\r\n", "0: a | b;5: c | d")]
    [InlineData("a,b\r\nc,d\r", "0: a | b;5: c | d")]
    [InlineData("a,\n,b\n", "0: a | ∅;3: ∅ | b")]
    [InlineData("a,b\n\n\r\nc,d\n", "0: a | b;7: c | d")]
    [InlineData("\"a\",\"b\"\n", "0: a | b")]
    [InlineData("\"a,b\",\"c\nd\"\n", "0: a,b | c\nd")]
    [InlineData("\"a\"\"b\",\"\"\"\"\n", "0: a\"b | \"")]
    [InlineData("\"\",\"\"\"\"\"\"\n", "0: ∅ | \"\"")]
    [InlineData("a\"b,5\"\n", "0: a\"b | 5\"")]
    [InlineData("a \"b, c\"\nd,e\n", "0: a \"b |  c\";9: d | e")]
    [InlineData("\"a\" ,b\nc,d\n", "7: c | d")]
    [InlineData("\"a\"x,b\nc,d\n", "7: c | d")]
    [InlineData("a,b,c\nd,e\nf\n", "6: d | e")]
    [InlineData("a,b\n\"c,d\ne,f\n", "0: a | b")]
    [InlineData("\uFEFFa,b\n", "3: a | b")]
    [InlineData("\uFEFF\"a\",b\n", "3: a | b")]
    [InlineData("a\rb,c\n", "0: a\rb | c")]
    public void Records_of_two_columns_are_read_by_the_grammar(string text, string expected)
    {
        var file = _root.Add("f.csv", text);
        var (records, endedAt) = ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.Csv(2));
        Assert.Equal(expected, string.Join(";", records));
        Assert.Equal(file.Fingerprint.Size, endedAt);
        Assert.Equal(
            expected,
            string.Join(";", ReadBlocks.ReadReference(Encoding.UTF8.GetBytes(text), TestFormats.Csv(2))));
    }

    [Fact]
    public void In_a_file_of_one_column_an_empty_line_is_a_record()
    {
        var file = _root.Add("f.csv", "a\n\nb\r\n\r\n");
        Assert.Equal(
            ["0: a", "2: ∅", "3: b", "6: ∅"],
            ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.Csv(1)).Records);
    }

    [Theory]
    [InlineData("h1,h2\na,b\n", "6: a | b")]
    [InlineData("\uFEFF\"h\n1\",h2\na,b\n", "12: a | b")]
    [InlineData("\n\r\nh1,h2\na,b\n", "9: a | b")]
    [InlineData("h1,h2\n", "")]
    [InlineData("h1,h2", "")]
    public void The_header_is_no_record(string text, string expected)
    {
        var file = _root.Add("f.csv", text);
        Assert.Equal(
            expected,
            string.Join(
                ";",
                ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.Csv(2, header: true)).Records));
    }

    [Fact]
    public void A_record_on_the_boundary_is_read_once()
    {
        var file = _root.Add("f.csv", "a,1\nb,2\nc,3\n");
        var format = TestFormats.Csv(2);
        for (var cut = 1; cut < 12; cut++)
        {
            Assert.Equal(
                ["0: a | 1", "4: b | 2", "8: c | 3"], ReadBlocks.ReadRepaired(_root.Root, file, [cut], format));
        }
    }

    [Fact]
    public void A_right_cut_costs_no_byte_behind_it()
    {
        var file = _root.Add("f.csv", string.Concat(Enumerable.Repeat("abc,def\n", 1000)));
        using var reader = RangeReaderFactory.Open(
            _root.Root,
            new FileRange(file, new ByteRange(800, 1600)),
            TestFormats.Csv(2),
            ["c1"],
            new BadRecords(BadRecordRule.Fail),
            new ReadingOptions(),
            withRecords: false);
        var batch = new RecordBatch(1);
        while (reader.Read(batch))
            Assert.Equal(100, batch.Count);
        Assert.Equal(1600, reader.EndedAt);
        Assert.Equal(800, reader.BytesRead);
    }

    [Fact]
    public void A_whole_record_keeps_its_quotes_and_newlines()
    {
        const string Text = "\"a\n\"\"b\"\"\",1\r\n\n\"bad\"x,2\nc,\"3\"";
        var file = _root.Add("f.csv", Text);
        using var reader = RangeReaderFactory.Open(
            _root.Root,
            TemporaryRoot.Whole(file),
            TestFormats.Csv(2),
            ["c1", "c2"],
            new BadRecords(BadRecordRule.Skip),
            new ReadingOptions(),
            withRecords: true);
        var batch = new RecordBatch(2, withRecords: true);
        var records = new List<string>();
        while (reader.Read(batch))
        {
            for (var row = 0; row < batch.Count; row++)
                records.Add(
                    Encoding.UTF8.GetString(batch.RecordBytes, batch.Records!.Starts[row], batch.Records.Lengths[row]));
        }
        Assert.Equal(["\"a\n\"\"b\"\"\",1\r", "c,\"3\""], records);
    }

    [Fact]
    public void Any_bytes_are_read_as_the_reference_reads_them()
    {
        var format = TestFormats.Csv(2);
        AnyBytes.Sample(
            text =>
            {
                var file = _root.Add("f.csv", text);
                Assert.Equal(
                    ReadBlocks.ReadReference(text, format),
                    ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), format).Records);
            },
            iter: 3000,
            threads: 1);
    }

    [Fact]
    public void Any_bytes_are_read_as_the_reference_reads_them_in_large_buffers()
    {
        var format = TestFormats.Csv(3);
        AnyBytes.Sample(
            text =>
            {
                var file = _root.Add("f.csv", text);
                Assert.Equal(
                    ReadBlocks.ReadReference(text, format),
                    ReadBlocks
                        .Read(_root.Root, TemporaryRoot.Whole(file), format, options: ReadingOptions.Default)
                        .Records);
            },
            iter: 3000,
            threads: 1);
    }

    [Fact]
    public void Any_bytes_cut_anywhere_give_the_records_of_the_whole()
    {
        var format = TestFormats.Csv(2);
        Gen.Select(AnyBytes, Gen.Long[1, 300].Array[0, 20])
            .Sample(
                (text, cuts) =>
                {
                    var file = _root.Add("f.csv", text);
                    var inside = cuts.Where(cut => cut < text.Length).Order();
                    Assert.Equal(
                        ReadBlocks.ReadReference(text, format),
                        ReadBlocks.ReadRepaired(_root.Root, file, inside, format));
                },
                iter: 2000,
                threads: 1);
    }

    [Fact]
    public void A_file_without_quoting_takes_quotes_as_data()
    {
        var file = _root.Add("f.csv", "\"a,b\"\n5\",\"\n");
        Assert.Equal(
            ["0: \"a | b\"", "6: 5\" | \""],
            ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.Csv(2, quote: null)).Records);
    }

    [Theory]
    [InlineData("a,b\nc\n", "f.csv, record at byte 4: It has 1 field, expected 2.")]
    [InlineData("a,b\n\"c\"x,d\n", "f.csv, record at byte 4: There is text after the closing quote of column \"c1\".")]
    [InlineData("a,b\n\"c,d\n", "f.csv, record at byte 4: A quoted field of this record is never closed")]
    public void A_bad_record_fails_with_its_place_and_advice(string text, string message)
    {
        var file = _root.Add("f.csv", text);
        var error = Assert.Throws<BadRecordException>(
            () => ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.Csv(2), BadRecordRule.Fail));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("--on-bad-record skip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_beyond_all_measure_is_taken_for_damage()
    {
        var file = _root.Add("f.csv", "a,b\n\"" + new string('x', 5000));
        var error = Assert.Throws<BadRecordException>(() =>
            ReadBlocks.Read(
                _root.Root,
                TemporaryRoot.Whole(file),
                TestFormats.Csv(2),
                options: ReadBlocks.Tiny with
                {
                    MaxRecordBytes = 1000,
                }));
        Assert.Contains("longer than 1,000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, error.Offset);
    }

    [Fact]
    public void A_record_longer_than_the_buffer_is_read_whole()
    {
        var longText = new string('x', 100_000);
        var file = _root.Add("f.csv", $"a,b\n\"{longText}\n\",c\nd,e\n");
        Assert.Equal(
            ["0: a | b", $"4: {longText}\n | c", "100010: d | e"],
            ReadBlocks.Read(_root.Root, TemporaryRoot.Whole(file), TestFormats.Csv(2)).Records);
    }
}
