using System.Text.Json.Serialization;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>A block of a job.</summary>
/// <param name="Number">Counts from 0 in the order of the dataset.</param>
/// <param name="Revision">How many times the block's ranges were changed.</param>
/// <param name="Records">Null until the block has been read to the end, like the next three values.</param>
/// <param name="Seconds">From the start of the attempt to its receipt.</param>
/// <param name="Error">Name of the error in the last attempt; null if that attempt did not fail.</param>
/// <param name="Attempts">Failed attempts so far; null if the last one did not fail.</param>
internal sealed record BlockSummary(
    int Number,
    BlockStatus State,
    int Revision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Records,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Rejected,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Seconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cause,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Attempts,
    IReadOnlyList<BlockRange> Ranges)
{
    public static BlockSummary Of(BlockManifest block) => new(
        block.Number,
        StatusOf(block),
        block.Revision,
        block.Receipt?.Records,
        block.Receipt?.Rejected,
        block.Receipt?.Bytes,
        block.Receipt is { } receipt ? Math.Round(receipt.Seconds, 3) : null,
        block.Failure?.Error,
        block.Failure?.Cause,
        block.Failure?.Attempts,
        [.. block.Ranges.Select(BlockRange.Of)]);

    public static BlockStatus StatusOf(BlockManifest block) =>
        block.Start is not null ? BlockStatus.Running
        : block.Failure is not null || block.Receipt?.Bad is not null ? BlockStatus.Failed
        : block.Receipt is null ? BlockStatus.Waiting
        : block.Revision > 0 ? BlockStatus.Again
        : BlockStatus.Done;
}
