using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Guarantees;

/// <summary>Memory depends neither on the size of a block nor on that of the dataset.</summary>
[SupportedOSPlatform("linux")]
[Trait("Speed", "Slow")]
public sealed class MemoryTests : IDisposable
{
    private const long FileBytes = 2L << 30;
    private const int MaxResidentMegabytes = 300;
    private const string ByStation =
        "SELECT station, COUNT(*) AS n, MIN(t) AS low, AVG(t) AS mean, MAX(t) AS high FROM dataset GROUP BY station "
            + "ORDER BY station";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose() => _root.Delete(recursive: true);

    [OnLinuxFact]
    public async Task Two_and_eight_gigabytes_are_queried_within_300_MB()
    {
        var records = WriteMeasurements(Path.Combine(_root.FullName, "1.csv"));
        await RunAsync("1.csv", ByStation, records);
        for (var copy = 2; copy <= 4; copy++)
        {
            var link = await PipelineProgram.RunCommandAsync(
                "ln",
                Path.Combine(_root.FullName, "1.csv"),
                Path.Combine(_root.FullName, $"{copy}.csv"));
            Assert.Equal(0, link.ExitCode);
        }
        await RunAsync("*.csv", ByStation, 4 * records);
    }

    /// <summary>Every value is another one, so that nothing gets smaller by grouping.</summary>
    [OnLinuxFact]
    public async Task Sorts_distinct_counts_and_millions_of_groups_stay_within_300_MB()
    {
        var records = WriteDistinct(Path.Combine(_root.FullName, "distinct.csv"));
        await RunAsync("distinct.csv", "SELECT id, t FROM dataset ORDER BY id DESC", records, "--workers", "2");
        await RunAsync("distinct.csv", "SELECT id, t FROM dataset ORDER BY id DESC", records, "--workers", "8");
        await RunAsync(
            "distinct.csv",
            "SELECT COUNT(DISTINCT id) AS n, COUNT(DISTINCT name) AS names FROM dataset",
            records,
            "--workers",
            "8");
        await RunAsync(
            "distinct.csv",
            "SELECT name, SUM(t) AS sum, MIN(id) AS first FROM dataset GROUP BY name ORDER BY sum",
            records,
            "--workers",
            "2");
    }

    private async Task RunAsync(string dataset, string sql, long records, params string[] more)
    {
        using var program = PipelineProgram.Start([
            "run",
            "--root",
            _root.FullName,
            "--dataset",
            dataset,
            "--sql",
            sql,
            "--block-size",
            "64MiB",
            "--json",
            .. more,
        ]);
        var most = 0L;
        while (!program.HasEnded)
        {
            most = Math.Max(most, PeakResidentKilobytes(program.Id));
            await Task.Delay(50);
        }
        var end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, end.Errors);
        using var answer = JsonDocument.Parse(end.Output);
        Assert.Equal(records, answer.RootElement.GetProperty("records").GetInt64());
        Assert.InRange(most / 1000, 1, MaxResidentMegabytes);
    }

    /// <summary>The highest that Linux saw; 0 when the process is gone.</summary>
    private static long PeakResidentKilobytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long WriteMeasurements(string path)
    {
        var random = new Random(7);
        var text = new StringBuilder();
        var lines = 0L;
        while (text.Length < 16 << 20)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"station {random.Next(500)},{random.Next(-300, 400) / 10m:0.0}\n");
            lines++;
        }
        var some = Encoding.UTF8.GetBytes(text.ToString());
        using var file = File.Create(path);
        file.Write("station,t\n"u8);
        var copies = 0L;
        for (; file.Length < FileBytes; copies++)
            file.Write(some);
        return copies * lines;
    }

    private static long WriteDistinct(string path)
    {
        const int Records = 8_000_000;
        var buffer = new byte[64];
        using var file = new BufferedStream(File.Create(path), 1 << 20);
        file.Write("id,name,t\n"u8);
        for (var i = 0; i < Records; i++)
        {
            // Every number below the records once, in no order.
            var id = (int)(i * 7_654_321L % Records);
            Utf8.TryWrite(
                buffer,
                CultureInfo.InvariantCulture,
                $"{id},name {id / 3:d9},{id % 1000}.25\n",
                out var length);
            file.Write(buffer.AsSpan(0, length));
        }
        return Records;
    }
}
