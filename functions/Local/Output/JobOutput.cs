using Pipeline.Core.Manifests;

namespace Pipeline.Local.Output;

/// <summary>A job, as <c>pipeline jobs --json</c> and <c>pipeline show --json</c> print it.</summary>
/// <param name="Bytes">Size of the dataset.</param>
/// <param name="BytesDone">Dataset bytes in the blocks that are done.</param>
/// <param name="BlocksDoneAgain">Blocks processed again because of a wrong cut.</param>
/// <param name="ResultPath">Relative to the data root.</param>
internal record JobOutput(
    string JobId,
    JobState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Records,
    long Rejected,
    long Bytes,
    long BytesDone,
    int Pass,
    int Blocks,
    int BlocksDone,
    int BlocksFailed,
    int BlocksDoneAgain,
    string? Error,
    string? Cause,
    string? ResultPath)
{
    public static JobOutput Of(JobProgress progress)
    {
        var job = progress.Job;
        return new JobOutput(
            job.JobId,
            job.State,
            job.CreatedAt,
            job.UpdatedAt,
            progress.Records,
            progress.Rejected,
            job.Bytes,
            progress.Bytes,
            job.Pass,
            job.Blocks,
            progress.Done,
            progress.Failed.Count,
            progress.Again,
            job.Error,
            job.Cause,
            job.Result?.Path);
    }
}

/// <summary>What <c>pipeline jobs --json</c> prints.</summary>
internal sealed record JobListOutput(IReadOnlyList<JobOutput> Jobs);
