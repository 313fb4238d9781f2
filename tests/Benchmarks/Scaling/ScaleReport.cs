using System.Globalization;
using System.Text;
using Pipeline.Benchmarks.Reporting;
using Pipeline.Benchmarks.Works;
using Pipeline.Core.Splitting;
using Pipeline.Local.Output;

namespace Pipeline.Benchmarks.Scaling;

/// <summary>Says whether time grows with the size, what a second worker brings and what a block costs.</summary>
/// <param name="sizes">From small to large.</param>
/// <param name="workers">With 1 worker and with 2.</param>
/// <param name="blocks">With few blocks and with many.</param>
internal sealed class ScaleReport(
    Work work,
    IReadOnlyList<Setting> sizes,
    IReadOnlyList<Setting> workers,
    IReadOnlyList<Setting> blocks)
{
    /// <summary>The most blocks of a job and a thousandth of them.</summary>
    public const int FewBlocks = 10;

    /// <inheritdoc cref="FewBlocks"/>
    public const int ManyBlocks = BlockSizing.MaxBlocks;

    /// <summary>Names of the file that one worker and two are compared over.</summary>
    public const int NamesForWorkers = 4;

    public void Write(ResultsFolder results)
    {
        var body = new StringBuilder();
        body.Append(
            CultureInfo.InvariantCulture,
            $"The work: {work.Name}, {Humanize.Count(work.Dataset.Rows)} records, "
                + $"{Humanize.Bytes(work.Dataset.Bytes)}. Times are medians, of whole processes and, as inner seconds, "
                + $"without their start.\n\n");
        AddSizes(body);
        AddWorkers(body);
        AddBlocks(body);
        results.WritePage("scaling.md", "Scaling", body.ToString());
    }

    private void AddSizes(StringBuilder body)
    {
        var line = Line.Through([.. sizes.Select(size => ((double)size.Names, size.InnerSeconds))]);
        body.Append(
            "## Size\n\nThe same file under so many names (hard links): as many bytes to process, and no more than one "
                + "file in the page cache.\n\n");
        body.Append(
            MarkdownTable.Of(
                ["size", "seconds", "inner seconds", "off the line", "peak memory"],
                sizes.Select(size =>
                    (string[])
                        [
                            Humanize.Bytes(size.Names * (double)work.Dataset.Bytes),
                            Seconds(size.Seconds),
                            Seconds(size.InnerSeconds),
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{(size.InnerSeconds / line.At(size.Names) - 1) * 100:+0.0;-0.0} %"),
                            Humanize.Bytes(size.PeakBytes),
                        ])));
        body.Append(
            CultureInfo.InvariantCulture,
            $"\nThe line: {line.AtZero:0.000} s + {line.Slope:0.000} s for each "
                + $"{Humanize.Bytes(work.Dataset.Bytes)}.\n\n");
    }

    private void AddWorkers(StringBuilder body)
    {
        var (one, two) = (workers[0], workers[1]);
        body.Append(
                CultureInfo.InvariantCulture,
                $"## Workers\n\nOver {Humanize.Bytes(NamesForWorkers * work.Dataset.Bytes)}.\n\n")
            .Append(
                MarkdownTable.Of(
                    ["workers", "seconds", "inner seconds"],
                    [
                        ["1", Seconds(one.Seconds), Seconds(one.InnerSeconds)],
                        ["2", Seconds(two.Seconds), Seconds(two.InnerSeconds)],
                    ]));
        body.Append(
            CultureInfo.InvariantCulture,
            $"\nThe second worker makes it {one.InnerSeconds / two.InnerSeconds:0.00} times faster "
                + $"({one.Seconds / two.Seconds:0.00} times with the start of the process).\n\n");
    }

    private void AddBlocks(StringBuilder body)
    {
        var (few, many) = (blocks[0], blocks[1]);
        body.Append("## Blocks\n\n")
            .Append(
                MarkdownTable.Of(
                    ["blocks", "seconds", "inner seconds"],
                    [
                        [Humanize.Count(FewBlocks), Seconds(few.Seconds), Seconds(few.InnerSeconds)],
                        [Humanize.Count(ManyBlocks), Seconds(many.Seconds), Seconds(many.InnerSeconds)],
                    ]));
        body.Append(
            CultureInfo.InvariantCulture,
            $"\nOne block more costs {(many.InnerSeconds - few.InnerSeconds) * 1000 / (ManyBlocks - FewBlocks):0.000} "
                + $"ms.\n");
    }

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
