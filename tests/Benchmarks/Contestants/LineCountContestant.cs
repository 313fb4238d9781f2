using System.Globalization;
using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Contestants;

/// <summary><c>wc -l</c>: how long it takes to read the file and do next to nothing.</summary>
/// <param name="program">Path of wc.</param>
internal sealed class LineCountContestant(string program) : IContestant
{
    public string Name => "wc -l";

    public int Cores => 1;

    /// <summary>Where each record is a line.</summary>
    public bool CanDo(Work work) => work.MawkProgram is not null;

    public Performance Do(Work work)
    {
        var (measurement, output) = MeasuredProcess.Run([program, "-l", work.Dataset.Path]);
        var lines = long.Parse(
            output.AsSpan(0, output.IndexOf(' ', StringComparison.Ordinal)),
            CultureInfo.InvariantCulture);
        return lines == work.Dataset.Rows
            ? new Performance(measurement, null, null)
            : throw new InvalidOperationException(
                $"{work.Dataset.Path} has {lines:N0} lines, expected {work.Dataset.Rows:N0}. Delete it to have it made "
                    + "anew.");
    }
}
