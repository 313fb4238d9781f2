using System.Globalization;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>
/// The same bytes on processors with other vectors: settings of the runtime disable what this one has.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class VectorWidthTests : IDisposable
{
    private static readonly string[] Less =
    [
        "DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0",
        "DOTNET_EnableBMI2=0",
        "DOTNET_EnableAVX2=0",
        "DOTNET_EnableHWIntrinsic=0",
    ];

    private readonly CommandRoot _root = new();

    public VectorWidthTests()
    {
        _root.Write("quoted.csv", Order.Csv(Order.Generate(3_000)));
        _root.Write("lines.jsonl", Order.JsonLines(Order.Generate(3_000)));
        var random = new Random(5);
        _root.Write(
            "plain.csv",
            "name,t\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 5_000)
                        .Select(_ =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{new string((char)('a' + random.Next(26)), random.Next(1, 30))},"
                                    + $"{random.Next(-99_999, 99_999) / 100m}\n"))));
    }

    public void Dispose() => _root.Dispose();

    [OnLinuxFact]
    public async Task Every_width_gives_the_same_bytes()
    {
        (string Dataset, string Sql)[] jobs =
        [
            ("quoted.csv", OrderQueries.Sql("all rows")),
            ("quoted.csv", OrderQueries.Sql("groups")),
            ("lines.jsonl", OrderQueries.Sql("groups")),
            (
                "plain.csv",
                "SELECT name, COUNT(*) AS n, MIN(t) AS low, SUM(t) AS sum, MAX(t) AS high FROM dataset GROUP BY name"),
        ];
        foreach (var (dataset, sql) in jobs)
        {
            var widest = await RunAsync("DOTNET_NOLOGO=1", dataset, sql);
            Assert.NotEmpty(widest);
            foreach (var less in Less)
                Assert.Equal(widest, await RunAsync(less, dataset, sql));
        }
    }

    private async Task<string> RunAsync(string environment, string dataset, string sql)
    {
        var end = await PipelineProgram.RunCommandAsync([
            "env",
            .. environment.Split(' '),
            .. PipelineProgram.CommandLine,
            "run",
            "--root",
            _root.Path,
            "--dataset",
            dataset,
            "--sql",
            sql,
            "--block-size",
            "64KiB",
            "--json",
        ]);
        Assert.True(end.ExitCode == 0, end.Errors);
        return _root.Read(CommandRoot.Json(end).GetProperty("resultPath").GetString()!);
    }
}
