using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Contestants;

/// <summary>mawk, the fastest of the awks, on one core.</summary>
/// <param name="program">Path of mawk.</param>
internal sealed class MawkContestant(string program) : IContestant
{
    /// <summary>Columns of numbers in the answer of the one program that mawk is given.</summary>
    private const int Numbers = 3;

    public string Name => "mawk";

    public int Cores => 1;

    public bool CanDo(Work work) => work.MawkProgram is not null;

    public Performance Do(Work work)
    {
        var (measurement, output) = MeasuredProcess.Run([program, work.MawkProgram!, work.Dataset.Path]);
        return new Performance(measurement, null, Answer.OfText(output, Numbers));
    }
}
