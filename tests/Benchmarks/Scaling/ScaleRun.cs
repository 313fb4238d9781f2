using System.Globalization;
using Pipeline.Benchmarks.Comparing;
using Pipeline.Benchmarks.Contestants;
using Pipeline.Benchmarks.Datasets;
using Pipeline.Benchmarks.Reporting;
using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Scaling;

/// <summary>
/// How the time of one work grows with the size of the dataset, shrinks with the number of workers, and grows with
/// the number of blocks.
/// </summary>
internal sealed class ScaleRun
{
    private readonly BenchmarkOptions _options;
    private readonly Work _work;

    private ScaleRun(BenchmarkOptions options)
    {
        var folder = new DatasetFolder(options.Data);
        _options = options;
        // The other two datasets are not read here, so any will do.
        var measurements = folder.Measurements(options.Rows);
        _work = AllWorks.Over(measurements, measurements, measurements)[0];
    }

    /// <returns>0, or 1 when two ways to run the work gave different answers.</returns>
    public static int Run(BenchmarkOptions options)
    {
        try
        {
            var run = new ScaleRun(options);
            var machine = Machine.Describe(options.Pipeline);
            ScaleReport report = new(run._work, run.Sizes(), run.Workers(), run.Blocks());
            report.Write(new ResultsFolder(options.Results, machine));
            return 0;
        }
        catch (WrongAnswerException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private List<Setting> Sizes() =>
        Measured(((int[])[1, 2, 4, 6, 8, 10]).Select(names => new Setting(names, Pipeline(_options.Cores))));

    /// <summary>
    /// Over several times the size: the start and the end of a job, which no worker shortens, are the same for all
    /// sizes.
    /// </summary>
    private List<Setting> Workers() =>
        Measured([new(ScaleReport.NamesForWorkers, Pipeline(1)), new(ScaleReport.NamesForWorkers, Pipeline(2))]);

    private List<Setting> Blocks() => Measured(((int[])[ScaleReport.FewBlocks, ScaleReport.ManyBlocks]).Select(blocks =>
        new Setting(1, Pipeline(_options.Cores, "--block-size", BlockSize(blocks)))));

    private PipelineContestant Pipeline(int workers, params string[] arguments) =>
        new(_options.Pipeline, workers, arguments);

    private string BlockSize(int blocks) =>
        ((_work.Dataset.Bytes + blocks - 1) / blocks).ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs the work in each way in turn, round by round.</summary>
    private List<Setting> Measured(IEnumerable<Setting> ways)
    {
        List<Setting> settings = [.. ways];
        Answer? first = null;
        for (var round = 1; round <= _options.Rounds; round++)
        {
            foreach (var setting in settings)
            {
                var performance = setting.Pipeline.Do(_work, Names(setting.Names));
                setting.Add(performance);
                // Sums and counts grow with the names of the file, but the least, the mean and the greatest do not.
                first ??= performance.Answer!;
                if (first.DifferenceFrom(performance.Answer!, tolerance: 0) is { } difference)
                    throw new WrongAnswerException(_work, "one way to run it", "another", difference);
                Console.Error.WriteLine(
                    $"  {round}/{_options.Rounds} {setting.Names} x "
                        + $"{string.Create(CultureInfo.InvariantCulture, $"{performance.Measurement.Seconds:0.000}")} s"
                );
            }
        }
        return settings;
    }

    private List<string> Names(int count)
    {
        var names = new List<string>();
        for (var i = 1; i <= count; i++)
        {
            names.Add(
                i == 1
                    ? _work.Dataset.Name
                    : string.Create(CultureInfo.InvariantCulture, $"name-{i}-of-{_work.Dataset.Name}"));
            HardLink.Make(_work.Dataset.Path, Path.Combine(_work.Dataset.Folder, names[^1]));
        }
        return names;
    }
}
