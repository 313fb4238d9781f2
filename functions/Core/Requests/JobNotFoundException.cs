using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>The manifests do not contain this job or block.</summary>
public sealed class JobNotFoundException : PipelineException
{
    public JobNotFoundException(string jobId)
        : base($"There is no job {jobId}. Check the id, and that these are the manifests that the job was started "
            + $"with.")
    {
        JobId = jobId;
    }

    public JobNotFoundException(string jobId, int block)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"There is no block {block} of job {jobId}. Check the job's id, and that these are the manifests that "
                    + $"the job was started with."))
    {
        JobId = jobId;
    }

    public string JobId { get; }
}
