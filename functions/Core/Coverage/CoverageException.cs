using System.Globalization;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Coverage;

/// <summary>
/// The manifests and receipts of a job do not cover its dataset exactly once, and wrong cuts do not explain it:
/// something else changed the manifests, or a file changed while it was read. Nothing is published.
/// </summary>
public sealed class CoverageException : PipelineException
{
    private const string Advice = "Start the job again under a new id.";

    private CoverageException(FormattableString message)
        : base($"{message.ToString(CultureInfo.InvariantCulture)} {Advice}")
    {
    }

    internal static CoverageException Count(JobManifest job, int found) =>
        new($"Job {job.JobId} has manifests of {found:N0} blocks, expected {job.Blocks:N0}.");

    internal static CoverageException Order(string jobId, int expected, int found) =>
        new($"Job {jobId} lacks the manifest of block {expected}; block {found} is in its place.");

    internal static CoverageException Bytes(JobManifest job, long found) =>
        new($"The blocks of job {job.JobId} cover files of {found:N0} bytes, expected {job.Bytes:N0}.");

    internal static CoverageException Gap(BlockManifest block)
    {
        var (file, range) = block.Ranges[0];
        return new(
            $"Block {block.Number} of job {block.JobId}, {file.Path} {range}, does not begin where the last one ends.");
    }

    internal static CoverageException EndedEarly(BlockManifest block, long endedAt)
    {
        var (file, range) = block.Ranges[^1];
        return new(
            $"Block {block.Number} of job {block.JobId}, {file.Path} {range}, was read only up to byte {endedAt}.");
    }

    internal static CoverageException NotProved(string jobId) =>
        new($"The result of job {jobId} was requested before every block was done and every cut was proved.");

    internal static CoverageException OtherPass(string jobId, int pass) =>
        new($"The partials of pass {pass} of job {jobId} were to be merged, but the job is at another pass.");

    internal static CoverageException Open(string jobId, DatasetFile file, long end) =>
        new($"The blocks of job {jobId} cover {file.Path} up to byte {end}, expected {file.Fingerprint.Size}.");
}
