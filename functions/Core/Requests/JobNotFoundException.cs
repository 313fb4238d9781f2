using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>No manifest has this job, or this block of it.</summary>
public sealed class JobNotFoundException : PipelineException
{
    public JobNotFoundException(string jobId)
        : base($"There is no job {jobId}. Check the id, and that these are the manifests that it was started with.")
    {
        JobId = jobId;
    }

    public JobNotFoundException(string jobId, int block)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"There is no block {block} of job {jobId}. Check the job's id, and that these are the manifests that "
                    + $"it was started with."))
    {
        JobId = jobId;
    }

    public string JobId { get; }
}
