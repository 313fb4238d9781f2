using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.EdgeCaseFiles;

/// <summary>
/// A record that cannot be read fails the job with its place and what to do, or is left out and counted.
/// </summary>
public sealed class BadRecordTests : IDisposable
{
    private const string Advice =
        "Fix the record, or skip bad records with onBadRecord \"skip\" (--on-bad-record skip).";

    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    /// <summary>What, dataset, its bad record, what is asked, what the message says.</summary>
    public static TheoryData<string, string, string, string, string> Records { get; } =
        new()
        {
            { "a column missing", "data.csv", "3", "SELECT COUNT(*) AS n FROM dataset", "It has 1 field, expected 2." },
            {
                "a column too many",
                "data.csv",
                "3,4,5",
                "SELECT COUNT(*) AS n FROM dataset",
                "It has 3 fields, expected 2."
            },
            {
                "a column missing that nobody asks for",
                "data.csv",
                "3",
                "SELECT COUNT(a) AS n FROM dataset",
                "It has 1 field, expected 2."
            },
            {
                "a number that is none",
                "data.csv",
                "3,four",
                "SELECT COUNT(*) AS n, SUM(b) AS s FROM dataset WHERE b > 0",
                "Column \"b\": \"four\" is not a number."
            },
            {
                "a number that is a word in a sum",
                "data.csv",
                "n/a,4",
                "SELECT COUNT(a) AS n, SUM(a) AS s FROM dataset",
                "Column \"a\": \"n/a\" is not a number."
            },
            {
                "text behind a closing quote",
                "data.csv",
                "3,\"4\"x",
                "SELECT COUNT(b) AS n FROM dataset",
                "There is text after the closing quote of column \"b\"."
            },
            { "no JSON", "data.jsonl", "{\"a\":3,", "SELECT COUNT(*) AS n FROM dataset", "" },
            { "no object", "data.jsonl", "[3,4]", "SELECT COUNT(*) AS n FROM dataset", "" },
            {
                "text in a column of numbers",
                "data.jsonl",
                "{\"a\":3,\"b\":\"four\"}",
                "SELECT COUNT(b) AS n, SUM(b) AS s FROM dataset",
                "Column \"b\": \"four\" is not a number."
            },
        };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task A_bad_record_fails_the_job_by_name_or_is_left_out_and_counted(
        string _, string dataset, string record, string sql, string reason)
    {
        var isCsv = dataset == "data.csv";
        // Column kinds are inferred from the first 256 KiB, so the bad record comes after them.
        var head =
            (isCsv ? "a,b\n" : "")
            + string.Concat(Enumerable.Range(0, 40_000).Select(i => isCsv ? $"{i},1\n" : $"{{\"a\":{i},\"b\":1}}\n"));
        _jobs.Write(dataset, $"{head}{record}\n{(isCsv ? "5,6" : "{\"a\":5,\"b\":6}")}\n");
        foreach (var blockSize in new long?[] { null, 10_000 })
        {
            var request = JobHarness.Query(sql, dataset, blockSize);
            var error = await _jobs.FailAsync<BadRecordException>(request, planned: true);
            Assert.StartsWith(
                $"{dataset}, record at byte {head.Length}: {reason}",
                error.Message,
                StringComparison.Ordinal);
            Assert.Contains("skip", error.Message, StringComparison.Ordinal);

            var skipped = await _jobs.RunAsync(request with { OnBadRecord = BadRecordRule.Skip });
            Assert.Equal((1, 40_001), (skipped.Result.Rejected, skipped.Result.Records));
            Assert.Equal("40001", skipped.Text.Split('\n')[1].Split(',')[0]);
        }
    }

    [Fact]
    public async Task Of_several_bad_records_the_first_of_the_file_is_named_whatever_the_blocks()
    {
        var records = Enumerable
            .Range(0, 2_000)
            .Select(i => i is 777 or 778 or 1_500 ? "one field" : $"{i},1")
            .ToArray();
        _jobs.Write("data.csv", "a,b\n" + string.Join('\n', records) + "\n");
        var at = 4 + records.Take(777).Sum(record => record.Length + 1);
        var request = JobHarness.Query("SELECT COUNT(a) AS n FROM dataset");
        foreach (var blockSize in new long?[] { null, 100, 1_000, 5_000 })
        {
            var error = await _jobs.FailAsync<BadRecordException>(
                request with
                {
                    BlockSize = blockSize,
                },
                planned: true);
            Assert.Equal($"data.csv, record at byte {at}: It has 1 field, expected 2. {Advice}", error.Message);
        }
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_a_bad_record()
    {
        var head = "a,b\n" + string.Concat(Enumerable.Repeat("1,\"x\"\n", 300));
        _jobs.Write("data.csv", head + "2,\"never closed\n3,y\n");
        foreach (var blockSize in new long?[] { null, 100 })
        {
            var error = await _jobs.FailAsync<BadRecordException>(
                JobHarness.Query("SELECT COUNT(*) AS n FROM dataset", blockSize: blockSize),
                planned: true);
            Assert.StartsWith(
                $"data.csv, record at byte {head.Length}: A quoted field of this record is never closed",
                error.Message,
                StringComparison.Ordinal);
        }
    }
}
