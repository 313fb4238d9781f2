using System.Globalization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Splitting;

/// <summary>How large blocks are made.</summary>
public static class BlockSizing
{
    /// <summary>Most blocks of a job: what a Distributed Map runs as children of one run.</summary>
    public const int MaxBlocks = 10_000;

    /// <summary>
    /// Four blocks for each worker: when blocks take unequal time, the last ones to finish then hold the job up by a
    /// quarter of a worker's share at most.
    /// </summary>
    public const int BlocksPerWorker = 4;

    /// <summary>Smaller blocks spend more time on their manifests and partials than on their records.</summary>
    public const long Smallest = 1 << 20;

    /// <summary>
    /// Larger blocks gain nothing, cost more when they must be done again, and run into a function's time limit.
    /// </summary>
    public const long Largest = 128 << 20;

    /// <param name="datasetBytes">Size of the whole dataset.</param>
    /// <param name="workers">How many blocks are processed at once.</param>
    /// <param name="asked">The request's <c>blockSize</c>, if it gives one.</param>
    /// <exception cref="InvalidRequestException">The size asked for makes more than <see cref="MaxBlocks"/>
    /// blocks.</exception>
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
                    $"Blocks of {size:N0} bytes would make more than {MaxBlocks:N0} blocks of this dataset of "
                        + $"{datasetBytes:N0} bytes. Ask for at least {atLeast:N0} bytes, or leave blockSize out."));
        }
        // Rounded up: one block more than the workers do in turns would keep all but one of them waiting.
        var blocks = (long)workers * BlocksPerWorker;
        return Math.Max(Math.Clamp((datasetBytes + blocks - 1) / blocks, Smallest, Largest), atLeast);
    }
}
