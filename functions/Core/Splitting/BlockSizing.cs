using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Splitting;

/// <summary>Determines the block size.</summary>
public static class BlockSizing
{
    /// <summary>Max blocks of a job: the limit of a Distributed Map for children that run in parallel.</summary>
    public const int MaxBlocks = 10_000;

    /// <summary>
    /// Blocks take unequal time. With four blocks per worker, the last ones delay the job by at most a quarter of a
    /// worker's share.
    /// </summary>
    public const int BlocksPerWorker = 4;

    /// <summary>Smaller blocks spend more time on their manifests and partials than on their records.</summary>
    public const long Min = 1 << 20;

    /// <summary>
    /// Larger blocks gain nothing, cost more when they are processed again, and could exceed a function's time limit.
    /// </summary>
    public const long Max = 128 << 20;

    /// <param name="datasetBytes">Size of the whole dataset.</param>
    /// <param name="workers">Number of blocks processed at once.</param>
    /// <param name="asked">The request's <c>blockSize</c>; null if it has none.</param>
    /// <exception cref="InvalidRequestException">
    /// The requested size would give more than <see cref="MaxBlocks"/> blocks.
    /// </exception>
    public static long Choose(long datasetBytes, int workers, long? asked)
    {
        var atLeast = (datasetBytes + MaxBlocks - 1) / MaxBlocks;
        if (asked is { } size)
        {
            if (size >= atLeast)
                return size;
            throw new InvalidRequestException(
                "blockSize",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Blocks of {size:N0} bytes would split this dataset of {datasetBytes:N0} bytes into more than "
                        + $"{MaxBlocks:N0} blocks. Set at least {atLeast:N0} bytes, or leave blockSize out."));
        }
        // Rounded up: with one block too many, all workers but one would wait for it.
        var blocks = (long)workers * BlocksPerWorker;
        return Math.Max(Math.Clamp((datasetBytes + blocks - 1) / blocks, Min, Max), atLeast);
    }
}
