using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>The job's id is taken by a job that is another one: another request, or other blocks.</summary>
public sealed class JobConflictException : PipelineException
{
    /// <param name="differences">The fields in which the two requests differ.</param>
    public JobConflictException(string jobId, IReadOnlyList<string> differences)
        : base(
            $"Job {jobId} is there already, with another request: they differ in {string.Join(", ", differences)}. An "
                + "id stands for one request. Give this one another id.")
    {
        JobId = jobId;
    }

    /// <param name="block">The first block that was planned otherwise before.</param>
    public JobConflictException(string jobId, int block)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Job {jobId} was split before, and its block {block} has other ranges now: files of the dataset "
                    + $"changed in between. Start a new job, once the files are at rest."))
    {
        JobId = jobId;
    }

    public string JobId { get; }
}
