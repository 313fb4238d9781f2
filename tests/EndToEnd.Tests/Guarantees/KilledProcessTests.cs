using System.Diagnostics;
using System.Text.Json;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>A process that is killed leaves a job that can be looked at, and no result.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const string Sql = "SELECT id, text FROM dataset ORDER BY text, id DESC";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_killed_run_is_there_to_look_at_and_can_be_run_again()
    {
        var lines = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},some text {i % 977}\n"));
        await using (var file = new StreamWriter(Path.Combine(_root.FullName, "data.csv")))
        {
            await file.WriteAsync("id,text\n");
            for (var i = 0; i < 20; i++)
                await file.WriteAsync(lines);
        }

        using var killed = PipelineProgram.Start(Run("--block-size", "256KiB", "--workers", "1"));
        await UntilAsync(() => Partials() >= 3, killed);
        killed.Kill();
        await killed.EndAsync();

        var job = Jobs().Single();
        Assert.Empty(Directory.GetFiles(Path.Combine(_root.FullName, "jobs", job), "result*"));
        var shown = await PipelineProgram.RunAsync("show", job, "--root", _root.FullName);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("processing", shown.Output, StringComparison.OrdinalIgnoreCase);
        var listed = await PipelineProgram.RunAsync("jobs", "--root", _root.FullName);
        Assert.Contains(job, listed.Output, StringComparison.Ordinal);

        var again = await PipelineProgram.RunAsync(Run("--json"));
        Assert.True(again.ExitCode == 0, again.Errors);
        using var answer = JsonDocument.Parse(again.Output);
        Assert.Equal("complete", answer.RootElement.GetProperty("state").GetString(), ignoreCase: true);
        Assert.Equal(2_000_000, answer.RootElement.GetProperty("records").GetInt64());
        Assert.NotEqual(job, answer.RootElement.GetProperty("jobId").GetString());
        Assert.True(
            File.Exists(Path.Combine(_root.FullName, answer.RootElement.GetProperty("resultPath").GetString()!)));
    }

    private string[] Run(params string[] more) =>
        ["run", "--root", _root.FullName, "--dataset", "data.csv", "--sql", Sql, .. more];

    private IEnumerable<string> Jobs()
    {
        var jobs = Path.Combine(_root.FullName, "jobs");
        return Directory.Exists(jobs) ? Directory.GetDirectories(jobs).Select(path => Path.GetFileName(path)) : [];
    }

    private int Partials() => Jobs()
        .Select(job => Path.Combine(_root.FullName, "jobs", job, "partials"))
        .Where(Directory.Exists)
        .Sum(folder => Directory.GetFiles(folder, "*.partial").Length);

    /// <summary>Looks again and again; a run that ends before is too fast for this test.</summary>
    private static async Task UntilAsync(Func<bool> condition, RunningProgram program)
    {
        var since = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.False(program.HasEnded, "The run ended before it could be killed.");
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(2), "The run did not get anywhere.");
            await Task.Delay(5);
        }
    }
}
