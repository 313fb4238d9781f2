using System.Text;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>
/// Files made so that the window at a cut misleads: a quoted field whose lines look like records. The cut is wrong,
/// which each test shows first, and the result is right nevertheless.
/// </summary>
public sealed class WrongCutTests
{
    /// <summary>Lines without a quote and with as many fields as the file has columns, inside a quoted field.</summary>
    private static string Disguised(int lines) =>
        string.Concat(Enumerable.Range(0, lines).Select(i => $"{900_000 + i},looks like a record,{i}\n"));

    /// <summary>The same, but what comes behind would be no records at all: too few fields, and too many.</summary>
    private static string DisguisedThenProse(int lines) =>
        Disguised(lines)
        + string.Concat(Enumerable.Repeat("Prose, with, more, commas, than, columns.\nAnd lines with none.\n", lines));

    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "one cut within the field", Disguised(400) },
        { "many cuts within the field", Disguised(4_000) },
        { "prose that would be bad records", DisguisedThenProse(400) },
        { "a field that ends like a file", Disguised(400) + "\n\n\n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_cut_guessed_wrong_is_found_and_mended(string _, string text)
    {
        using var jobs = new JobHarness();
        var starts = Write(jobs, text, copies: 3);
        foreach (var sql in new[]
        {
            "SELECT COUNT(*) AS n, SUM(id) AS ids, SUM(size) AS sizes, MAX(LENGTH(text)) AS longest FROM dataset",
            "SELECT * FROM dataset",
            "SELECT id, LENGTH(text) AS n FROM dataset ORDER BY size DESC LIMIT 100",
        })
        {
            var whole = await jobs.RunAsync(JobHarness.Query(sql));
            Assert.Equal((1, starts.Count - 1), (whole.Manifest.Blocks, whole.Result.Records));

            var cut = await jobs.RunAsync(JobHarness.Query(sql, blockSize: 8 << 10), workers: 4);
            var wrong = cut.Log.Plan!.Blocks.Count(block => !starts.Contains(block[0].Range.Start));
            Assert.NotEqual(0, wrong);
            Assert.InRange(cut.Log.WrongCuts, wrong, int.MaxValue);
            Assert.Equal(whole.Text, cut.Text);

            var blocks = await jobs.BlocksAsync();
            Assert.InRange(blocks.Count(block => block.Revision > 0), wrong, blocks.Count);
            Assert.All(blocks.Where(block => block.Ranges[0].Range.Length > 0), block =>
                Assert.Contains(block.Ranges[0].Range.Start, starts));
        }
    }

    [Fact]
    public async Task A_window_grown_to_its_limit_may_guess_and_the_guess_is_proved_like_any_other()
    {
        // Quotes speak on both sides here, and the tiny windows end before the evidence does.
        using var jobs = new JobHarness(new CutSearchOptions(FirstBytes: 32, GuessBytes: 96, MaxBytes: 256));
        var starts = Write(jobs, "\n1,\"\"a\"\",2\n3,\"\"b\"\",4\n, ,\n\n" + Disguised(5), copies: 8, plain: 20);
        var request = JobHarness.Query("SELECT id, text, size FROM dataset");
        var whole = await jobs.RunAsync(request);
        var wrong = 0;
        for (var blockSize = 40; blockSize < 400; blockSize += 17)
        {
            var cut = await jobs.RunAsync(request with { BlockSize = blockSize });
            wrong += cut.Log.Plan!.Blocks.Count(block => !starts.Contains(block[0].Range.Start));
            Assert.Equal(whole.Text, cut.Text);
        }
        Assert.NotEqual(0, wrong);
    }

    [Fact]
    public async Task A_bad_record_behind_a_wrong_cut_is_named_where_it_really_is()
    {
        using var jobs = new JobHarness();
        Write(jobs, DisguisedThenProse(400), copies: 2);
        var at = new FileInfo(jobs.Path("data.csv")).Length;
        File.AppendAllText(jobs.Path("data.csv"), "1,two fields\n2,good,3\n");

        var error = await jobs.FailAsync<BadRecordException>(
            JobHarness.Query("SELECT COUNT(*) AS n FROM dataset", blockSize: 8 << 10), planned: true);
        Assert.Equal(at, error.Offset);

        var skipped = await jobs.RunAsync(
            JobHarness.Query("SELECT COUNT(*) AS n FROM dataset", blockSize: 8 << 10) with
            {
                OnBadRecord = BadRecordRule.Skip,
            });
        Assert.Equal((1, "n\n1103\n"), (skipped.Result.Rejected, skipped.Text));
    }

    /// <summary>
    /// Ordinary records, then some with the text in a quoted field, each followed by more ordinary ones.
    /// </summary>
    /// <returns>Where the header and the records start.</returns>
    private static HashSet<long> Write(JobHarness jobs, string text, int copies, int plain = 550)
    {
        var file = new StringBuilder("id,text,size\n");
        var starts = new HashSet<long>();
        for (var i = 0; i < copies; i++)
        {
            for (var id = 0; id < plain; id++)
                Add($"{id},plain,{id % 9}\n");
            Add($"{1000 + i},\"{text}\",{text.Length}\n");
        }
        jobs.Write("data.csv", file.ToString());
        starts.Add(0);
        return starts;

        void Add(string record)
        {
            starts.Add(file.Length);
            file.Append(record);
        }
    }
}
