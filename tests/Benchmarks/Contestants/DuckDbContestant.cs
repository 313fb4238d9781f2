using System.Globalization;
using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Works;

namespace Pipeline.Benchmarks.Contestants;

/// <summary>
/// DuckDB, in a process of this same program (<see cref="DuckDbRun"/>) on as many threads as there are cores.
/// </summary>
internal sealed class DuckDbContestant(int threads) : IContestant
{
    public string Name => "DuckDB";

    public int Cores => threads;

    public bool CanDo(Work work) => true;

    public Performance Do(Work work)
    {
        var answer = Path.Combine(work.Dataset.Folder, "duckdb-answer.csv");
        var (measurement, output) = MeasuredProcess.Run([
            MeasuredProcess.ThisProgram,
            DuckDbRun.Verb,
            threads.ToString(CultureInfo.InvariantCulture),
            answer,
            work.DuckDbSql,
        ]);
        var performance = new Performance(
            measurement, double.Parse(output, CultureInfo.InvariantCulture), Answer.OfFile(answer, work.HasKey));
        File.Delete(answer);
        return performance;
    }
}
