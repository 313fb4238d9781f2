using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary>A job that published its result.</summary>
/// <param name="Root">The data root, as the user wrote it.</param>
/// <param name="Seconds">Elapsed time, from the start of the split to the publication.</param>
internal sealed record JobOutcome(JobManifest Job, string Root, double Seconds)
{
    public JobResult Result { get; } =
        Job.Result ?? throw new InvalidOperationException($"Job {Job.JobId} ended without a result.");

    /// <summary>Path of the result file, valid from the current directory.</summary>
    public string ResultPath => Under(Result.Path);

    /// <summary>Reads the result if it is a small table.</summary>
    /// <returns>Null if it is not.</returns>
    public ResultPreview? Preview() =>
        Result.Columns.Count > 0 && ResultPreview.IsSmall(Result)
            ? ResultPreview.Read(ResultPath, JobFolder.FormatOf(ResultPath), Result)
            : null;

    public int Code => Job.State == JobState.Complete ? ExitCode.Complete : ExitCode.NotComplete;

    /// <summary>The amount of data and the throughput, in one line.</summary>
    public string Summary =>
        $"{Humanize.Count(Result.Rows, "row")} from {Humanize.Count(Result.Records, "record")}, "
            + $"{Humanize.Bytes(Result.DatasetBytes)}"
        + $" in {Humanize.Seconds(Seconds)} ({Humanize.Rate(Result.Records, "record", Seconds)}, "
        + $"{Humanize.Rate(Result.DatasetBytes, Seconds)})";

    /// <summary>Warnings about records and blocks that are missing from the result.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Result.Rejected > 0)
        {
            var names = Under(Path.ChangeExtension(Result.Path, null)[..^"result".Length] + "rejects.jsonl");
            yield return $"warning: {Humanize.Count(Result.Rejected, "bad record")} skipped; see {names}";
        }
        if (Job.State == JobState.Incomplete)
            yield return $"warning: the result is incomplete: some blocks failed, but no more than the request "
                + $"tolerates. To list them, run pipeline show {Job.JobId}.";
    }

    private string Under(string relative) => Root == "." ? relative : Path.Combine(Root, relative);
}
