using System.Globalization;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Coverage;

/// <summary>More blocks failed than the request tolerates.</summary>
public sealed class BlocksFailedException(JobManifest job, IReadOnlyList<BlockManifest> failed)
    : PipelineException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{failed.Count:N0} of {job.Blocks:N0} blocks failed, but the request tolerates "
                + $"{job.Request.TolerateFailedBlocks:N0}. Block {failed[0].Number}: {failed[0].Failure!.Error}: "
                + $"{failed[0].Failure!.Cause}"));
