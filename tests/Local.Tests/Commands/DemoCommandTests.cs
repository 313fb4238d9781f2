using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Commands;

public sealed partial class DemoCommandTests : IDisposable
{
    private readonly CommandRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task The_demo_makes_its_dataset_once_and_answers_from_it()
    {
        var first = await _root.RunAsync("demo", "--rows", "200000");
        var made = File.GetLastWriteTimeUtc(Path.Combine(_root.Path, "demo/measurements.csv"));
        var second = await _root.RunAsync("demo");

        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.True(second.ExitCode == 0, second.Errors);
        Assert.Equal(made, File.GetLastWriteTimeUtc(Path.Combine(_root.Path, "demo/measurements.csv")));
        Assert.Contains("rows from 200,000 records", second.Output, StringComparison.Ordinal);
        Assert.Contains(" run --root ", second.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Abha +-?\d", second.Output);

        var results = Directory.GetFiles(_root.Path, "result.csv", SearchOption.AllDirectories);
        Assert.Equal(2, results.Length);
        Assert.Equal(File.ReadAllText(results[0]), File.ReadAllText(results[1]));
        Assert.Equal(Expected(_root.Read("demo/measurements.csv")), File.ReadAllText(results[0]));
    }

    [Fact]
    public async Task The_dataset_is_the_same_every_time()
    {
        await _root.RunAsync("demo", "--rows", "70000");
        var first = _root.Read("demo/measurements.csv");
        await _root.RunAsync("demo", "--rows", "70001");
        var second = _root.Read("demo/measurements.csv");

        Assert.StartsWith(first, second, StringComparison.Ordinal);
        var lines = second.Split('\n')[..^1];
        Assert.Equal(70_001, lines.Length);
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Equal(2, Directory.GetFileSystemEntries(_root.Path).Length);
    }

    /// <summary>The demo's answer, reckoned the plain way.</summary>
    private static string Expected(string measurements)
    {
        var rows = measurements
            .Split('\n')[..^1]
            .Select(line =>
                (
                    Station: line[..line.IndexOf(';', StringComparison.Ordinal)],
                    T: decimal.Parse(
                        line[(line.IndexOf(';', StringComparison.Ordinal) + 1)..],
                        CultureInfo.InvariantCulture)))
            .GroupBy(row => row.Station)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group =>
                $"{(group.Key.Contains(',', StringComparison.Ordinal) ? $"\"{group.Key}\"" : group.Key)},"
                    + $"{Text(group.Min(row => row.T))},"
                    + $"{Text(Math.Round(group.Average(row => row.T), 1, MidpointRounding.AwayFromZero))},"
                    + $"{Text(group.Max(row => row.T))}\n");
        return "station,min,mean,max\n" + string.Concat(rows);
    }

    private static string Text(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[^;\r""]{2,30};-?\d{1,3}\.\d\z")]
    private static partial Regex Line();
}
