using Pipeline.Core.Manifests;

namespace Pipeline.Core.Steps;

/// <summary>The output of the execution.</summary>
/// <param name="IsDone">True: on AWS, the output of a pass that is not the last is the other answer.</param>
/// <param name="ResultPath">Of the result file, relative to the data root.</param>
/// <param name="Rows">In the result file.</param>
/// <param name="Records">Of the dataset, those that were left out not counted.</param>
/// <param name="Rejected">Records of the dataset that were left out.</param>
/// <param name="Bytes">Of the dataset that were read.</param>
public sealed record AggregateOutput(
    string JobId, bool IsDone, JobState State, string ResultPath, long Rows, long Records, long Rejected, long Bytes)
{
    public static AggregateOutput Of(string jobId, JobState state, JobResult result) =>
        new(jobId, IsDone: true, state, result.Path, result.Rows, result.Records, result.Rejected, result.DatasetBytes);
}
