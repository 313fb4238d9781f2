using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Local.Output;

namespace Pipeline.Local.Commands;

/// <summary>A job that published its result.</summary>
/// <param name="Root">The data root, as the user wrote it.</param>
/// <param name="Seconds">From before the split to after the publication.</param>
internal sealed record JobOutcome(JobManifest Job, string Root, double Seconds)
{
    public JobResult Result { get; } = Job.Result ?? throw new InvalidOperationException($"Job {Job.JobId} ended without a result.");

    /// <summary>A path that opens from where the command was run.</summary>
    public string ResultPath => Under(Result.Path);

    /// <summary>The result's values when it is a small table; null otherwise.</summary>
    public ResultPreview? Preview() =>
        Result.Columns.Count > 0 && ResultPreview.IsSmall(Result) ? ResultPreview.Read(ResultPath, JobFolder.FormatOf(ResultPath), Result) : null;

    public int Code => Job.State == JobState.Complete ? ExitCode.Complete : ExitCode.NotComplete;

    /// <summary>What was done and how fast, in a line.</summary>
    public string Summary =>
        $"{Humanize.Count(Result.Rows, "row")} from {Humanize.Count(Result.Records, "record")}, {Humanize.Bytes(Result.DatasetBytes)}"
        + $" in {Humanize.Seconds(Seconds)} ({Humanize.Rate(Result.Records, "record", Seconds)}, {Humanize.Rate(Result.DatasetBytes, Seconds)})";

    /// <summary>What is not in the result, if anything.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Result.Rejected > 0)
        {
            var names = Under(Path.ChangeExtension(Result.Path, null)[..^"result".Length] + "rejects.jsonl");
            yield return $"warning: {Humanize.Count(Result.Rejected, "bad record")} left out; {names} names them";
        }
        if (Job.State == JobState.Incomplete)
            yield return $"warning: the result is incomplete: blocks failed, as the request tolerates. pipeline show {Job.JobId} names them.";
    }

    private string Under(string relative) => Root == "." ? relative : Path.Combine(Root, relative);
}
