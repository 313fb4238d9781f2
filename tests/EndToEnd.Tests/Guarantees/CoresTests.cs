using System.Text;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>A worker with several cores puts the receipts, and writes the partials, of a worker with one.</summary>
public sealed class CoresTests
{
    private const string Grouped = "SELECT text, COUNT(*) AS n, SUM(id) AS ids FROM dataset GROUP BY text";

    private static readonly string Quoted =
        "id,text\n"
        + string.Concat(
            Enumerable.Range(0, 900).Select(i => $"{i},\"{(i % 7 == 0 ? "a\n1,\"\"b\"\"\n" : "c")}{i % 50}\"\r\n"))
        + "900,last";

    /// <summary>A cut in the long field takes its lines for records.</summary>
    private static readonly string Misleading =
        "id,text\n"
        + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},plain\n"))
        + "300,\""
        + string.Concat(Enumerable.Range(0, 4_000).Select(i => $"{9_000 + i},looks like a record\n"))
        + "\"\n301,last\n";

    [Theory]
    [InlineData(Grouped, 1)]
    [InlineData(Grouped, 4)]
    [InlineData("SELECT * FROM dataset", 1)]
    [InlineData("SELECT id FROM dataset WHERE text LIKE '%3' ORDER BY text LIMIT 30", 3)]
    public async Task Receipts_and_partials_are_those_of_one_core(string sql, int blocks)
    {
        using var jobs = new JobHarness();
        jobs.Write("data.csv", Quoted);
        await AssertSame(jobs, JobHarness.Query(sql, blockSize: Quoted.Length / blocks + 1));
    }

    [Fact]
    public async Task Small_files_of_one_block_are_dealt_out_in_order()
    {
        using var jobs = new JobHarness();
        for (var file = 0; file < 40; file++)
            jobs.Write(
                $"f{file}.csv",
                file % 9 == 4
                    ? "id,text\n"
                    : "id,text\n" + string.Concat(Enumerable.Range(0, file).Select(i => $"{i},t{file}\n")).TrimEnd('\n')
            );
        await AssertSame(jobs, JobHarness.Query("SELECT id, text FROM dataset", "f*.csv"));
    }

    [Fact]
    public async Task Lines_of_JSON_are_dealt_out_too()
    {
        using var jobs = new JobHarness();
        jobs.Write(
            "data.csv",
            string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"id\": {i}, \"text\": \"t{i % 20}\"}}\n")));
        await AssertSame(jobs, JobHarness.Query(Grouped));
    }

    [Fact]
    public async Task A_wrong_cut_between_cores_is_seen_and_the_block_done_by_one()
    {
        using var jobs = new JobHarness();
        jobs.Write("data.csv", Misleading);
        var receipts = await AssertSame(jobs, JobHarness.Query(Grouped));
        Assert.Equal([302L], receipts.Select(receipt => receipt.Records));
    }

    [Fact]
    public async Task Records_left_out_are_named_in_their_order()
    {
        using var jobs = new JobHarness();
        jobs.Write(
            "data.csv",
            "id,text\n"
                + string.Concat(Enumerable.Range(0, 600).Select(i => i % 50 == 7 ? $"{i},too,many\n" : $"{i},t\n")));
        var receipts = await AssertSame(jobs, JobHarness.Query(Grouped) with { OnBadRecord = BadRecordRule.Skip });
        Assert.Equal([12L], receipts.Select(receipt => receipt.Rejected));
    }

    [Fact]
    public async Task The_first_bad_record_is_named_whichever_core_meets_one_first()
    {
        using var jobs = new JobHarness();
        jobs.Write(
            "data.csv",
            "id,text\n"
                + string.Concat(Enumerable.Range(0, 600).Select(i => i is 250 or 590 ? $"{i},too,many\n" : $"{i},t\n"))
        );
        var receipts = await AssertSame(jobs, JobHarness.Query(Grouped));
        Assert.Contains("3 fields", Assert.Single(receipts).Bad!.Reason, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Receipt>> AssertSame(JobHarness jobs, JobRequest request)
    {
        var one = await ProcessAsync(jobs, request, cores: 1);
        foreach (var cores in (int[])[2, 3, 8])
        {
            var several = await ProcessAsync(jobs, request, cores);
            Assert.Equal(one.Select(Shown), several.Select(Shown));
        }
        return [.. one.Select(done => done.Receipt)];

        static (Receipt, string, string) Shown((Receipt Receipt, string Partial, string Rejects) done) =>
            (done.Receipt with { Partial = null, RejectsName = null, Seconds = 0 }, done.Partial, done.Rejects);
    }

    private static async Task<List<(Receipt Receipt, string Partial, string Rejects)>> ProcessAsync(
        JobHarness jobs,
        JobRequest request,
        int cores)
    {
        var jobId = $"cores-{cores}";
        var job = await new SplitStep(jobs.Context).RunAsync(jobId, request, workers: 1);
        var process = new ProcessStep(jobs.Context) { Cores = cores };
        var done = new List<(Receipt, string, string)>();
        for (var block = 0; block < job.Blocks; block++)
        {
            var receipt = await process.RunAsync(jobId, block);
            done.Add((receipt!, Read(receipt!.Partial?.Name), Read(receipt.RejectsName)));
        }
        // What is not in a receipt does not stay.
        Assert.Equal(
            done.Sum(block => (block.Item1.Partial is null ? 0 : 1) + (block.Item1.RejectsName is null ? 0 : 1)),
            jobs.FilesOf(jobId).Count);
        return done;

        string Read(string? name) =>
            name is null ? "" : Encoding.Latin1.GetString(File.ReadAllBytes(jobs.Path($"jobs/{jobId}/{name}")));
    }
}
