using System.Globalization;
using System.Text;
using Pipeline.Benchmarks.Reporting;

namespace Pipeline.Benchmarks.Starting;

/// <summary>Says what each way to compile costs and brings at the start.</summary>
internal sealed class StartReport(IReadOnlyList<Start> commands, IReadOnlyList<Start> workers)
{
    public void Write(ResultsFolder results)
    {
        var body = new StringBuilder();
        body.Append("A job over one record: nearly all of it is the start. Whole processes, medians, in turn.\n\n");
        body.Append("## The command\n\n`pipeline run`, from the start of the process to its end.\n\n")
            .Append(Table(commands));
        if (workers.Count > 0)
        {
            body.Append(
                "\n## A worker\n\nThe function, made and called once by a small program as Lambda's runtime does it, "
                    + "from the start of the process to the receipt in the table. The table is on this machine. Native "
                    + "functions would need a runtime of their own on Lambda, and are not measured.\n\n");
            body.Append(Table(workers));
        }
        results.WritePage("start.md", "Start", body.ToString());
    }

    private static string Table(IReadOnlyList<Start> starts) => MarkdownTable.Of(
        ["build", "seconds", "processor seconds"],
        starts.Select(start => (string[])
        [
            start.Build.Name,
            Seconds(start.Measurements.Select(measurement => measurement.Seconds)),
            Seconds(start.Measurements.Select(measurement => measurement.CpuSeconds)),
        ]));

    private static string Seconds(IEnumerable<double> seconds) =>
        Median.Of(seconds).ToString("0.000", CultureInfo.InvariantCulture);
}
