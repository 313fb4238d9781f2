using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>Same files: a dataset that changes while a job runs over it gives no result.</summary>
public sealed class ChangedDatasetTests : IDisposable
{
    private const string Count = "SELECT COUNT(*) AS n FROM dataset";

    private readonly JobHarness _jobs = new();

    public ChangedDatasetTests()
    {
        _jobs.Write("days/1.csv", "a,b\n1,2\n3,4\n");
        _jobs.Write("days/2.csv", string.Concat(Enumerable.Repeat("5,6\n", 3_000).Prepend("a,b\n")));
        _jobs.Write("days/3.csv", "");
    }

    public void Dispose() => _jobs.Dispose();

    public static TheoryData<string, string> Changes { get; } = new()
    {
        { "grown", "days/2.csv has changed since the dataset was split: size was 12004 bytes, is 12008" },
        { "shrunk", "days/2.csv has changed since the dataset was split: size was 12004 bytes, is 12000" },
        { "edited", "its first or last 4 KiB have changed" },
        { "written again", "days/2.csv has changed since the dataset was split: modification time was" },
        { "an empty file grown", "days/3.csv has changed since the dataset was split: size was 0 bytes, is 4" },
        { "deleted", "days/2.csv does not exist" },
        { "replaced by a folder", "days/2.csv is a folder" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task A_change_between_splitting_and_processing_fails_the_job(string change, string message) =>
        FailsAsync(message, new RunLog { OnPlanned = () => Make(change) });

    [Theory]
    [MemberData(nameof(Changes))]
    public Task A_change_after_processing_fails_the_job(string change, string message) =>
        FailsAsync(message, new RunLog { OnMerging = () => Make(change) });

    [Fact]
    public async Task A_file_that_is_not_of_the_dataset_may_change()
    {
        var job = await _jobs.RunAsync(
            JobHarness.Query(Count, "days/*.csv"),
            log: new RunLog { OnMerging = () => _jobs.Write("days/4.csv", "a,b\n7,8\n") });
        Assert.Equal("n\n3002\n", job.Text);
    }

    private async Task FailsAsync(string message, RunLog log)
    {
        var request = JobHarness.Query(Count, "days/*.csv", blockSize: 5_000);
        Exception error =
            message.Contains("changed since", StringComparison.Ordinal)
            || message.Contains("4 KiB have changed", StringComparison.Ordinal)
                ? await _jobs.FailAsync<DatasetChangedException>(request, planned: true, log)
                : await _jobs.FailAsync<DatasetUnavailableException>(request, planned: true, log);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private void Make(string change)
    {
        var path = _jobs.Path("days/2.csv");
        var modified = File.GetLastWriteTimeUtc(path);
        switch (change)
        {
            case "grown":
                File.AppendAllText(path, "7,8\n");
                break;
            case "shrunk":
                using (var file = File.OpenWrite(path))
                    file.SetLength(file.Length - 4);
                break;
            case "edited":
                using (var file = File.OpenWrite(path))
                    file.Write("9"u8);
                File.SetLastWriteTimeUtc(path, modified);
                break;
            case "written again":
                File.SetLastWriteTimeUtc(path, modified.AddSeconds(1));
                break;
            case "an empty file grown":
                File.WriteAllBytes(_jobs.Path("days/3.csv"), Encoding.ASCII.GetBytes("a,b\n"));
                break;
            case "deleted":
                File.Delete(path);
                break;
            case "replaced by a folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
        }
    }
}
