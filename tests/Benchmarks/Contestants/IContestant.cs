using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Contestants;

/// <summary>A program that does work which is timed.</summary>
internal interface IContestant
{
    string Name { get; }

    /// <summary>How many cores it may use.</summary>
    int Cores { get; }

    bool CanDo(Work work);

    /// <summary>Does the work once, as a process of its own.</summary>
    Performance Do(Work work);
}
