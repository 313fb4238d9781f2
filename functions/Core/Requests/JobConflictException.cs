using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>Another job has this id: one with another request or other blocks.</summary>
public sealed class JobConflictException : PipelineException
{
    /// <param name="differences">The fields in which the two requests differ.</param>
    public JobConflictException(string jobId, IReadOnlyList<string> differences)
        : base(
            $"Job {jobId} already exists with another request: they differ in {string.Join(", ", differences)}. An id "
                + "identifies one request. Choose another id.")
    {
        JobId = jobId;
    }

    /// <param name="block">The first block that was planned differently before.</param>
    public JobConflictException(string jobId, int block)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Job {jobId} was split before, but its block {block} now has other ranges: files of the dataset have "
                    + $"changed since. Start a new job once nothing writes to the files."))
    {
        JobId = jobId;
    }

    public string JobId { get; }
}
