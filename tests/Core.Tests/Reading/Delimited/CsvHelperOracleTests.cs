using System.Text;
using CsCheck;
using CsvHelper;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Reading.Delimited;

/// <summary>
/// Well-formed text, written by hand and read by CsvHelper, against reading by blocks of 1 to 64 bytes.
/// </summary>
public sealed class CsvHelperOracleTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    private static readonly Gen<string> Value = Gen.OneOf(
            "",
            "a",
            "é",
            "漢字",
            "😀",
            ",",
            "\"",
            "\n",
            "\r\n",
            "x,y",
            "\"q\"",
            "1.5")
        .Array[0, 3]
        .Select(string.Concat);

    private static readonly Gen<(string[][] Rows, bool Crlf, bool FinalNewline, int BlockBytes)> Texts =
        Gen.Select(Value.Array[3].Array[1, 20], Gen.Bool, Gen.Bool, Gen.Int[1, 64]);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Reading_by_blocks_gives_what_CsvHelper_gives_for_the_whole()
    {
        Texts.Sample(
            (rows, crlf, finalNewline, blockBytes) =>
            {
                var lineEnd = crlf ? "\r\n" : "\n";
                var text =
                    string.Join(lineEnd, rows.Select(row => string.Join(',', row.Select(Quote))))
                    + (finalNewline ? lineEnd : "");
                var bytes = Encoding.UTF8.GetBytes(text);
                var file = _root.Add("f.csv", bytes);
                var cuts = Enumerable
                    .Range(1, bytes.Length / blockBytes)
                    .Select(i => (long)i * blockBytes)
                    .Where(cut => cut < bytes.Length);
                var found = ReadBlocks
                    .ReadRepaired(_root.Root, file, cuts, TestFormats.Csv(3))
                    .Select(record => record[(record.IndexOf(' ') + 1)..]);
                Assert.Equal(ReadWithCsvHelper(bytes), found);
            },
            iter: 2000,
            threads: 1);
    }

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? value
            : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<string> ReadWithCsvHelper(byte[] text)
    {
        using var csv = CsvReader.Create(
            new MemoryStream(text),
            new CsvReaderOptions
            {
                Separator = ',',
                HasHeader = false,
                MalformedData = CsvMalformedDataHandling.Throw,
            });
        var records = new List<string>();
        while (csv.Read())
        {
            records.Add(
                string.Join(
                    " | ",
                    Enumerable
                        .Range(0, csv.FieldCount)
                        .Select(field =>
                            csv.GetSpan(field).IsEmpty
                                ? "∅"
                                : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(csv.GetString(field))))));
        }
        return records;
    }
}
