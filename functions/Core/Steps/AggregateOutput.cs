using Pipeline.Core.Manifests;

namespace Pipeline.Core.Steps;

/// <summary>The output of the execution.</summary>
/// <param name="IsDone">Always true. On AWS, a pass that is not the last returns another output, with false.</param>
/// <param name="ResultPath">Path of the result file, relative to the data root.</param>
/// <param name="Rows">Rows in the result file.</param>
/// <param name="Records">Records read, without rejected ones.</param>
/// <param name="Rejected">Bad records that were skipped.</param>
/// <param name="Bytes">Dataset bytes read.</param>
public sealed record AggregateOutput(
    string JobId, bool IsDone, JobState State, string ResultPath, long Rows, long Records, long Rejected, long Bytes)
{
    public static AggregateOutput Of(string jobId, JobState state, JobResult result) =>
        new(jobId, IsDone: true, state, result.Path, result.Rows, result.Records, result.Rejected, result.DatasetBytes);
}
