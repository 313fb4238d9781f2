using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Comparing;

/// <summary>Two contestants answered the same question about the same file differently.</summary>
public sealed class WrongAnswerException : Exception
{
    internal WrongAnswerException(Work work, string contestant, string other, string difference)
        : base(
            $"{work.Name}: {contestant} and {other} differ: {difference}. Datasets and commands are the same for both, "
                + "so one of them is wrong.")
    {
    }
}
