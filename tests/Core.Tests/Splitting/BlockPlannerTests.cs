using CsCheck;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Reading.Ranges;
using Pipeline.Core.Splitting;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Splitting;

public sealed class BlockPlannerTests : IDisposable
{
    private static readonly CutSearchOptions TinyWindows = new(FirstBytes: 20, GuessBytes: 80, MaxBytes: 1 << 16);

    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Ranges_tile_every_file_whatever_it_holds()
    {
        var content = Gen.OneOf((byte)'a', (byte)',', (byte)'"', (byte)'\n', (byte)'\r').Array[0, 200];
        Gen.Select(content.Array[1, 5], Gen.Int[1, 60])
            .Sample(
                (contents, blockSize) =>
                {
                    var files = contents.Select((bytes, i) => _root.Add($"f{i}.csv", bytes)).ToList();
                    var ranges = new BlockPlanner(_root.Root, TestFormats.Csv(2), TinyWindows)
                        .Plan(files, blockSize)
                        .SelectMany(block => block)
                        .ToList();
                    foreach (var file in files)
                    {
                        var at = 0L;
                        foreach (var range in ranges.Where(range => range.File == file).Select(range => range.Range))
                        {
                            Assert.Equal(at, range.Start);
                            Assert.True(range.Length > 0 || file.Fingerprint.Size == 0);
                            at = range.End;
                        }
                        Assert.Equal(file.Fingerprint.Size, at);
                    }
                    Assert.Equal(files, ranges.Select(range => range.File).Distinct());
                },
                iter: 1000,
                threads: 1);
    }

    [Fact]
    public void Cuts_of_well_formed_text_lie_on_record_starts_but_for_the_meanest_cases()
    {
        // Quoted fields that look like the ends of records: nothing but the whole file would always tell.
        var field = Gen.OneOf("a", "bc", "\"d,e\"", "\"f\ng\"", "\"h\"\"i\"", "", "\"\n\n,\"");
        int cuts = 0,
            wrong = 0;
        Gen.Select(field.Array[3].Array[5, 60], Gen.Int[20, 100])
            .Sample(
                (rows, blockSize) =>
                {
                    var text = string.Concat(rows.Select(row => string.Join(',', row) + "\n"));
                    var file = _root.Add("f.csv", text);
                    var plan = new BlockPlanner(
                        _root.Root,
                        TestFormats.Csv(3),
                        new CutSearchOptions(FirstBytes: 64)).Plan([file], blockSize);
                    var starts = ReferenceReader
                        .Read(System.Text.Encoding.UTF8.GetBytes(text), TestFormats.Csv(3))
                        .Select(record => record.Offset)
                        .ToHashSet();
                    cuts += plan.Count - 1;
                    wrong += plan.Count(block => !starts.Contains(block[0].Range.Start));
                },
                iter: 1000,
                threads: 1,
                seed: "0000Hk2fRorN1");
        Assert.InRange(wrong, 0, cuts / 100);
        Assert.True(cuts > 5000);
    }

    [Fact]
    public void A_cut_reads_one_small_window()
    {
        var line = "some text,1234,\"a quoted, text\",5\n";
        var file = _root.Add("f.csv", string.Concat(Enumerable.Repeat(line, 10_000)));
        using var handle = RegularFile.Open(_root.Root.Resolve(file.Path, "dataset"), file.Path);
        var finder = new CutFinder(
            TestFormats.Csv(4),
            CutSearchOptions.Default with
            {
                MaxBytes = 4096,
                GuessBytes = int.MaxValue,
            });
        for (var nominal = 1L; nominal < 5000; nominal += 7)
        {
            var cut = finder.Find(handle, file.Path, file.Fingerprint.Size, nominal);
            Assert.Equal((nominal + line.Length - 1) / line.Length * line.Length, cut);
        }
    }

    /// <summary>Their width says nothing, and no quote does; only that no quoted field is that long.</summary>
    [Fact]
    public void Records_of_one_field_without_quotes_are_cut_after_few_reads()
    {
        var file = _root.Add("f.csv", string.Concat(Enumerable.Repeat("a line of text\n", 20_000)));
        using var handle = RegularFile.Open(_root.Root.Resolve(file.Path, "dataset"), file.Path);
        var windows = CutSearchOptions.Default with { GuessBytes = int.MaxValue };
        var finder = new CutFinder(TestFormats.Csv(1), windows with { MaxBytes = windows.QuietBytes });
        for (var nominal = 5_000L; nominal < 6_000; nominal += 7)
            Assert.Equal((nominal + 14) / 15 * 15, finder.Find(handle, file.Path, file.Fingerprint.Size, nominal));
    }

    [Fact]
    public void A_long_quoted_text_that_is_the_only_field_is_not_cut_inside()
    {
        var poem = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"line {i}\n"));
        var file = _root.Add("f.csv", $"a\n\"{poem}\"\nd\n");
        using var handle = RegularFile.Open(_root.Root.Resolve(file.Path, "dataset"), file.Path);
        Assert.Equal(
            file.Fingerprint.Size - 2,
            new CutFinder(TestFormats.Csv(1), CutSearchOptions.Default).Find(
                handle,
                file.Path,
                file.Fingerprint.Size,
                3_000));
    }

    [Fact]
    public void A_window_grows_when_a_record_is_longer()
    {
        var longText = new string('x', 20_000);
        var file = _root.Add("f.csv", $"a,b\n{longText},c\nd,e\n");
        using var handle = RegularFile.Open(_root.Root.Resolve(file.Path, "dataset"), file.Path);
        var cut = new CutFinder(TestFormats.Csv(2), CutSearchOptions.Default).Find(
            handle,
            file.Path,
            file.Fingerprint.Size,
            100);
        Assert.Equal(4 + 20_000 + 3, cut);
    }

    [Fact]
    public void A_long_quoted_text_is_not_cut_inside()
    {
        var poem = string.Concat(Enumerable.Range(0, 400).Select(i => $"line {i}, with a comma\n"));
        var file = _root.Add("f.csv", $"a,b\n\"{poem}\",c\nd,e\n");
        using var handle = RegularFile.Open(_root.Root.Resolve(file.Path, "dataset"), file.Path);
        var end = file.Fingerprint.Size - 4;
        // From the middle of the poem the window must grow until it sees the closing quote.
        Assert.Equal(
            end,
            new CutFinder(TestFormats.Csv(3), CutSearchOptions.Default).Find(
                handle,
                file.Path,
                file.Fingerprint.Size,
                3000));
    }

    [Fact]
    public void Small_files_go_together_in_order_and_large_ones_are_cut()
    {
        var files = new List<DatasetFile>();
        for (var i = 0; i < 10; i++)
            files.Add(_root.Add($"small{i}.csv", "a,b\n"));
        files.Add(_root.Add("large.csv", string.Concat(Enumerable.Repeat("a,b\n", 25))));
        files.Add(_root.Add("empty.csv", ""));
        var plan = new BlockPlanner(_root.Root, TestFormats.Csv(2)).Plan(files, 20);
        Assert.Equal(
            [
                "small0+small1+small2+small3+small4",
                "small5+small6+small7+small8+small9",
                "large",
                "large",
                "large",
                "large",
                "large",
                "empty",
            ],
            plan.Select(block =>
                string.Join('+', block.Select(range => Path.GetFileNameWithoutExtension(range.File.Path)))));
    }

    [Fact]
    public void A_thousand_tiny_files_make_few_blocks()
    {
        var files = Enumerable.Range(0, 1000).Select(i => _root.Add($"f{i}.csv", "a,b\n")).ToList();
        var plan = new BlockPlanner(_root.Root, TestFormats.Csv(2)).Plan(files, 1 << 20);
        Assert.Equal([500, 500], plan.Select(block => block.Count));
    }

    [Theory]
    [InlineData(0, 8, null, 1 << 20)]
    [InlineData(1 << 30, 8, null, 1 << 25)]
    [InlineData(1L << 40, 100, null, 128 << 20)]
    [InlineData(1L << 42, 100, null, (1L << 42) / 10_000 + 1)]
    [InlineData(1 << 30, 8, 1L << 24, 1 << 24)]
    public void Block_size_follows_from_size_and_workers(long bytes, int workers, long? asked, long expected) =>
        Assert.Equal(expected, BlockSizing.Choose(bytes, workers, asked));

    [Fact]
    public void Too_small_blocks_are_refused_with_the_smallest_that_will_do()
    {
        var error = Assert.Throws<InvalidRequestException>(() => BlockSizing.Choose(10_000_001, 8, 1000));
        Assert.Equal("blockSize", error.Errors[0].Field);
        Assert.Contains("at least 1,001 bytes", error.Message, StringComparison.Ordinal);
    }
}
