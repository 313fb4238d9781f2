using Pipeline.Benchmarks.Contestants;
using Pipeline.Benchmarks.Reporting;

namespace Pipeline.Benchmarks.Scaling;

/// <summary>One way to run the same work.</summary>
/// <param name="Names">How many names of the file the dataset has: how many times the file is read.</param>
/// <param name="Pipeline">With the arguments that make the way.</param>
internal sealed record Setting(int Names, PipelineContestant Pipeline)
{
    private readonly List<Performance> _performances = [];

    public double Seconds => Median.Of(_performances.Select(performance => performance.Measurement.Seconds));

    /// <summary>Without the start of the process.</summary>
    public double InnerSeconds => Median.Of(_performances.Select(performance => performance.InnerSeconds!.Value));

    public double PeakBytes =>
        Median.Of(_performances.Select(performance => (double)performance.Measurement.PeakBytes));

    public void Add(Performance performance) => _performances.Add(performance);
}
