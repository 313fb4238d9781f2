using Pipeline.Benchmarks.Contestants;
using Pipeline.Benchmarks.Datasets;
using Pipeline.Benchmarks.Reporting;
using Pipeline.Benchmarks.Works;
using Pipeline.Local.Output;

namespace Pipeline.Benchmarks.Comparing;

/// <summary>Has all contestants do all works in turn, round after round, and compares what they answer.</summary>
internal sealed class CompareRun(IReadOnlyList<IContestant> contestants, int rounds)
{
    /// <returns>0, or 1 when two answers differ.</returns>
    public static int Run(BenchmarkOptions options)
    {
        var folder = new DatasetFolder(options.Data);
        var works = AllWorks
            .Over(
                folder.Measurements(options.Rows),
                folder.Orders(options.Orders),
                folder.JsonOrders(options.JsonOrders))
            .Where(work => work.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (works.Count == 0)
        {
            Console.Error.WriteLine($"--only: no work has \"{options.Only}\" in its name.");
            return 1;
        }
        var machine = Machine.Describe(options.Pipeline);
        try
        {
            var run = new CompareRun(ContestantsHere(options), options.Rounds);
            List<Round> done = [.. works.SelectMany(run.Do)];
            var results = new ResultsFolder(options.Results, machine);
            ComparisonReport.Write(results, done);
            ComparisonPicture.Write(results, done);
            Console.Error.WriteLine($"The results are in {results.Path}.");
            return 0;
        }
        catch (WrongAnswerException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static List<IContestant> ContestantsHere(BenchmarkOptions options)
    {
        List<IContestant> contestants =
        [
            new PipelineContestant(options.Pipeline, options.Cores),
            new DuckDbContestant(options.Cores),
        ];
        if (ProgramPath.Find("mawk") is { } mawk)
            contestants.Add(new MawkContestant(mawk));
        if (ProgramPath.Find("wc") is { } wc)
            contestants.Add(new LineCountContestant(wc));
        return contestants;
    }

    /// <summary>
    /// Does one work in all rounds. One more round before them, which does not count, fills the page cache.
    /// </summary>
    private IEnumerable<Round> Do(Work work)
    {
        Console.Error.WriteLine(work.Name);
        var able = contestants.Where(contestant => contestant.CanDo(work)).ToList();
        for (var number = 0; number <= rounds; number++)
        {
            (IContestant Contestant, Answer Answer)? first = null;
            foreach (var contestant in able)
            {
                // mawk would double the time of it all, and the others have filled the cache.
                if (number == 0 && contestant is MawkContestant) continue;
                var performance = contestant.Do(work);
                if (performance.Answer is { } answer)
                {
                    first ??= (contestant, answer);
                    if (first.Value.Answer.DifferenceFrom(answer, work.Tolerance) is { } difference)
                        throw new WrongAnswerException(work, first.Value.Contestant.Name, contestant.Name, difference);
                }
                if (number == 0)
                    continue;
                Console.Error.WriteLine(
                    $"  {number}/{rounds} {contestant.Name} {Humanize.Seconds(performance.Measurement.Seconds)}");
                yield return new Round(
                    work,
                    contestant.Name,
                    contestant.Cores,
                    number,
                    performance.Measurement,
                    performance.InnerSeconds);
            }
        }
    }
}
