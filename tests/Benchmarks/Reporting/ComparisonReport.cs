using System.Globalization;
using System.Text;
using Pipeline.Benchmarks.Comparing;
using Pipeline.Local.Output;

namespace Pipeline.Benchmarks.Reporting;

/// <summary>Writes what a comparison found as a page and, round by round, as delimited text.</summary>
internal static class ComparisonReport
{
    private const string WhatIsTimed =
        """
        Every time is that of a whole process, from its start to its end, as its parent sees it: the start of
        .NET, opening, reading (from the page cache), answering, and writing the answer to a file. pipeline is
        the program `pipeline run`, with its manifests and its result on disk. DuckDB is a process of the
        benchmark program that opens a database in memory through DuckDB.NET and copies the answer to a CSV
        file, so .NET starts there too. Both get the format and the kinds of the columns. "Inner" is the
        time that each measures by itself, without the start of its process. Processor time and peak memory
        are the kernel's (`getrusage`). Per core means: by the wall time and all cores that the contestant may
        use. All contestants took turns, round by round; numbers are medians, and a ratio is the median of the
        ratios within the rounds. One round before them filled the page cache. In every round all answers were
        compared, whole.

        """;

    public static void Write(ResultsFolder results, IReadOnlyList<Round> rounds)
    {
        var works = rounds.GroupBy(round => round.Work).ToList();
        var body = new StringBuilder();
        body.Append(MarkdownTable.Of(
            ["work", "pipeline", "DuckDB", "times faster", "lowest to highest", "inner", "target"],
            works.Select(RatioRow)));
        body.Append("\n![Throughput](throughput.png)\n\n").Append(WhatIsTimed).Append('\n');
        body.Append(
            MarkdownTable.Of(
                [
                    "work",
                    "contestant",
                    "records",
                    "size",
                    "seconds",
                    "inner seconds",
                    "processor seconds",
                    "MB/s per core",
                    "peak memory",
                ],
                works.SelectMany(work => work.GroupBy(round => round.Contestant)).Select(DetailRow)));
        results.WritePage("comparison.md", "Comparison", body.ToString());
        File.WriteAllLines(
            results.PathOf("rounds.csv"),
            ["work,contestant,round,seconds,inner_seconds,processor_seconds,peak_bytes", .. rounds.Select(Line)]);
    }

    private static string[] RatioRow(IGrouping<Works.Work, Round> work)
    {
        var ours = work.Where(round => round.Contestant == "pipeline").ToList();
        var theirs = work.Where(round => round.Contestant == "DuckDB").ToList();
        var ratios = ours.Zip(theirs, (our, their) => their.Measurement.Seconds / our.Measurement.Seconds).ToList();
        var inner = ours.Zip(theirs, (our, their) => their.InnerSeconds!.Value / our.InnerSeconds!.Value);
        return
        [
            work.Key.Name,
            Seconds(ours.Select(round => round.Measurement.Seconds)),
            Seconds(theirs.Select(round => round.Measurement.Seconds)),
            $"**{Times(Median.Of(ratios))}**",
            $"{Times(ratios.Min())} to {Times(ratios.Max())}",
            Times(Median.Of(inner)),
            Times(work.Key.Target),
        ];
    }

    private static string[] DetailRow(IGrouping<string, Round> rounds)
    {
        var work = rounds.First().Work;
        var seconds = Median.Of(rounds.Select(round => round.Measurement.Seconds));
        var peak = Median.Of(rounds.Select(round => (double)round.Measurement.PeakBytes));
        return
        [
            work.Name,
            rounds.Key,
            Humanize.Count(work.Dataset.Rows),
            Humanize.Bytes(work.Dataset.Bytes),
            Seconds(rounds.Select(round => round.Measurement.Seconds)),
            rounds.All(round => round.InnerSeconds is null)
                ? ""
                : Seconds(rounds.Select(round => round.InnerSeconds!.Value)),
            Seconds(rounds.Select(round => round.Measurement.CpuSeconds)),
            (work.Dataset.Bytes / 1e6 / seconds / rounds.First().Cores).ToString("N0", CultureInfo.InvariantCulture),
            peak == 0 ? "" : Humanize.Bytes(peak),
        ];
    }

    private static string Line(Round round) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"\"{round.Work.Name}\",{round.Contestant},{round.Number},{round.Measurement.Seconds:0.000},"
                + $"{round.InnerSeconds:0.000},{round.Measurement.CpuSeconds:0.000},{round.Measurement.PeakBytes}");

    private static string Seconds(IEnumerable<double> seconds) =>
        Median.Of(seconds).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Times(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} x");
}
