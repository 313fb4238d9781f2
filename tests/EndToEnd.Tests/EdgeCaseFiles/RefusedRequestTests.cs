using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.EdgeCaseFiles;

/// <summary>What cannot work is refused before a manifest is written, with a message that says what to do.</summary>
public sealed class RefusedRequestTests : IDisposable
{
    private const string Count = "SELECT COUNT(*) AS n FROM dataset";

    private readonly JobHarness _jobs = new();

    public RefusedRequestTests()
    {
        _jobs.Write("data.csv", "station,t\nx,1\ny,2\n");
        _jobs.Write("folder/inside.csv", "a,b\n1,2\n");
        _jobs.Write("array.json", "[{\"a\":1},{\"a\":2}]\n");
        _jobs.Write("packed.csv", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75, 4, 0]);
        _jobs.Write("wide.csv", System.Text.Encoding.Unicode.GetBytes("a,b\n1,2\n"));
        _jobs.Write("mixed/1.csv", "a,b\n1,2\n");
        _jobs.Write("mixed/2.csv", "a,c\n1,2\n");
    }

    public void Dispose() => _jobs.Dispose();

    /// <summary>Dataset, SQL, and texts that the message must hold.</summary>
    public static TheoryData<string, string, string[]> Requests { get; } =
        new()
        {
            { "data.csv", "SELEC t FROM dataset", ["SELECT", "line 1, column 1", "\n  SELEC t FROM dataset\n  ^^^^^"] },
            { "data.csv", "SELECT t FORM dataset", ["FROM", "line 1, column 10", "^^^^"] },
            { "data.csv", "SELECT (t FROM dataset", [")", "^^^^"] },
            { "data.csv", "SELECT t FROM dataset WHERE", ["an expression", "^"] },
            { "data.csv", "SELECT t FROM weather", ["unknown table: the only table is dataset", "^^^^^^^"] },
            { "data.csv", "SELECT a.t FROM dataset JOIN b", ["JOIN is not supported", "^^^^"] },
            { "data.csv", "SELECT DISTINCT t FROM dataset", ["SELECT DISTINCT is not supported", "GROUP BY"] },
            { "data.csv", "SELECT temp FROM dataset", ["temp", "station", "^^^^"] },
            { "data.csv", "SELECT statoin FROM dataset", ["statoin", "station", "^^^^^^^"] },
            { "data.csv", "SELECT t FROM dataset WHERE sttion = 'x'", ["sttion", "station"] },
            { "data.csv", "SELECT MODE(t) FROM dataset", ["MODE", "^"] },
            { "data.csv", "SELECT station, SUM(t) AS s FROM dataset", ["station", "GROUP BY"] },
            { "data.csv", "SELECT t FROM dataset WHERE SUM(t) > 1", ["SUM", "HAVING"] },
            { "data.csv", "SELECT SUM(station) AS s FROM dataset", ["station", "^"] },
            {
                "missing.csv",
                Count,
                ["No file under the data root", "missing.csv", "Correct the path, or put the file there."]
            },
            { "dta.csv", Count, ["dta.csv", "\"data.csv\". Did you mean that?"] },
            { "*.parquet", Count, ["*.parquet", "Correct the path, or put the file there."] },
            { "folder", Count, ["\"folder\" is a folder", "\"folder/*\""] },
            { "../data.csv", Count, ["contains \"..\"", "relative to the data root"] },
            { "/etc/passwd", Count, ["is an absolute path", "relative to the data root"] },
            { "array.json", Count, ["it is a JSON array", "jq"] },
            { "packed.csv", Count, ["packed.csv", "gzip"] },
            { "wide.csv", Count, ["wide.csv", "UTF-16", "iconv"] },
            {
                "mixed/*.csv",
                Count,
                ["mixed/2.csv has a different header than mixed/1.csv", "column 2 is \"c\", expected \"b\""]
            },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_that_cannot_be_run_is_refused_with_advice(string dataset, string sql, string[] texts)
    {
        var request = JobHarness.Query(sql, dataset);
        PipelineException error =
            texts[0].StartsWith("No file", StringComparison.Ordinal)
            || texts[^1].Contains("Did you mean that", StringComparison.Ordinal)
            || dataset[0] == '*'
                ? await _jobs.FailAsync<DatasetUnavailableException>(request, planned: false)
                : await _jobs.FailAsync<InvalidRequestException>(request, planned: false);
        foreach (var text in texts)
            Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Empty(_jobs.FilesOfLastJob());
    }

    [Fact]
    public async Task Too_many_blocks_are_refused_with_the_size_that_will_do()
    {
        File.WriteAllText(_jobs.Path("data.csv"), string.Concat(Enumerable.Repeat("a,b\n", 10_000)));
        var error = await _jobs.FailAsync<InvalidRequestException>(
            JobHarness.Query(Count, blockSize: 3),
            planned: false);
        Assert.Equal("blockSize", error.Errors[0].Field);
        Assert.Contains("Set at least 4 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_taken_by_another_request_is_refused_and_that_job_stays()
    {
        var first = await _jobs.RunAsync(JobHarness.Query(Count));
        var run = new Local.LocalRun(_jobs.Context, workers: 1, new RunLog());
        var error = await Assert.ThrowsAsync<JobConflictException>(() =>
            run.RunAsync(_jobs.LastJob, JobHarness.Query("SELECT t FROM dataset")));
        Assert.Contains(_jobs.LastJob, error.Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Complete, (await _jobs.Store.GetJobAsync(_jobs.LastJob))?.State);
        Assert.Equal(first.Text, await File.ReadAllTextAsync(_jobs.Path(first.Result.Path)));
    }
}
