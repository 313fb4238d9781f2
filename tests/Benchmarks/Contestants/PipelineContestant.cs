using System.Globalization;
using System.Text.Json;
using Pipeline.Benchmarks.Measuring;
using Pipeline.Benchmarks.Works;
using Pipeline.Core.Datasets;

namespace Pipeline.Benchmarks.Contestants;

/// <summary><c>pipeline run</c> as it is built beside this program, or another build of it.</summary>
/// <param name="program">Path of the program.</param>
/// <param name="workers">Blocks processed at once.</param>
/// <param name="arguments">More arguments for each run.</param>
internal sealed class PipelineContestant(string program, int workers, params IReadOnlyList<string> arguments)
    : IContestant
{
    public const string BuiltHere = "pipeline";

    public string Name => "pipeline";

    public static string ProgramBuiltHere { get; } = Path.Combine(AppContext.BaseDirectory, BuiltHere);

    public int Cores => workers;

    public bool CanDo(Work work) => true;

    public Performance Do(Work work) => Do(work, [work.Dataset.Name]);

    /// <param name="files">What takes the place of the work's dataset, relative to its folder.</param>
    public Performance Do(Work work, IReadOnlyList<string> files)
    {
        var folder = work.Dataset.Folder;
        string[] command =
        [
            program,
            "run",
            "--root",
            folder,
            .. files.SelectMany(file => (string[])["--dataset", file]),
            .. work.Format,
            "--sql",
            work.Sql,
            "--workers",
            workers.ToString(CultureInfo.InvariantCulture),
            "--json",
            .. arguments,
        ];
        var (measurement, output) = MeasuredProcess.Run(command);
        using var answer = JsonDocument.Parse(output);
        var result = answer.RootElement.GetProperty("resultPath").GetString()!;
        var job = answer.RootElement.GetProperty("jobId").GetString()!;
        var performance = new Performance(
            measurement, answer.RootElement.GetProperty("seconds").GetDouble(), Answer.OfFile(result, work.HasKey));
        Directory.Delete(Path.Combine(folder, DataRoot.JobsFolder, job), recursive: true);
        return performance;
    }
}
