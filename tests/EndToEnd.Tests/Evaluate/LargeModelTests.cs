using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Pipeline.Operations.Models;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>A model of 500 MB is loaded once, and workers need little more than that.</summary>
[SupportedOSPlatform("linux")]
public sealed class LargeModelTests : IDisposable
{
    private const int Numbers = 125_000_000;
    private const int MaxResidentMegabytes = 500 + 300;

    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [OnLinuxFact]
    public async Task It_is_loaded_once_and_memory_stays_within_its_size_and_300_MB()
    {
        WriteModel(_jobs.Path("large.onnx"));
        _jobs.Write(
            "data.csv",
            "row,y\n"
                + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i * 1_249L},{(i * 1_249L) % 1_000}\n")));
        using var program = PipelineProgram.Start(
            "run", "--root", _jobs.Root, "--dataset", "data.csv", "--block-size", "50KB", "--workers", "4", "--json",
            "--operation", """{ "type": "evaluate", "model": "large.onnx", "label": "y" }""");
        // On a thread of its own: those of the pool may all be at work for longer than the program runs.
        var most = await Task.Factory.StartNew(
            () => Watch(program),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.InRange(most / 1000, 500, MaxResidentMegabytes);

        // The same here, where the loads can be counted: blocks, jobs and workers share one.
        var loads = ModelCache.Shared.Loads(_jobs.Path("large.onnx"));
        Assert.Equal(0, loads);
        for (var job = 0; job < 2; job++)
        {
            var found = (
                await _jobs.RunAsync(
                    Evaluations.Request("data.csv", new { model = "large.onnx", label = "y" }, blockSize: 100_000),
                    workers: 3)).Json();
            Assert.Equal((100_000, 0.0), (found.GetProperty("records").GetInt32(), found.Number("mae")));
        }
        Assert.Equal(1, ModelCache.Shared.Loads(_jobs.Path("large.onnx")));
    }

    /// <summary>
    /// Looks up a number in a table, which holds the rest of its place by 1,000. Written piece by piece, as only the
    /// table is large.
    /// </summary>
    private static void WriteModel(string path)
    {
        const long Bytes = (long)Numbers * sizeof(float);
        var graph = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(1, "table").Text(1, "row").Text(2, "prediction").Text(4, "Gather"))
            .Message(
                11,
                Value("row", OnnxGraph.Int64, new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "records"))))
            .Message(
                12,
                Value(
                    "prediction",
                    OnnxValue.Float,
                    new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "records"))));
        var table = new ProtobufWriter().Number(1, Numbers).Number(2, OnnxValue.Float).Text(8, "table");
        var data = Head(9, Bytes);
        var tableHead = Head(5, table.Written.Length + data.Length + Bytes);
        using var file = File.Create(path);
        file.Write(
            new ProtobufWriter().Number(1, 8).Message(8, new ProtobufWriter().Text(1, "").Number(2, 15)).Written);
        file.Write(Head(7, graph.Written.Length + tableHead.Length + table.Written.Length + data.Length + Bytes));
        file.Write(graph.Written);
        file.Write(tableHead);
        file.Write(table.Written);
        file.Write(data);
        var some = Enumerable.Range(0, 1_000_000).Select(i => (float)(i % 1_000)).ToArray();
        for (var i = 0; i < Numbers / some.Length; i++)
            file.Write(MemoryMarshal.AsBytes(some.AsSpan()));
    }

    private static ProtobufWriter Value(string name, int type, ProtobufWriter shape) =>
        new ProtobufWriter()
            .Text(1, name)
            .Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Number(1, type).Message(2, shape)));

    /// <summary>The tag and length before a field of so many bytes.</summary>
    private static byte[] Head(int field, long length)
    {
        var number = new ProtobufWriter().Number(1, length).Written[1..].ToArray();
        return [(byte)(field << 3 | 2), .. number];
    }

    private static long Watch(RunningProgram program)
    {
        var most = 0L;
        while (!program.HasEnded)
        {
            most = Math.Max(most, PeakResidentKilobytes(program.Id));
            Thread.Sleep(5);
        }
        return most;
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
}
