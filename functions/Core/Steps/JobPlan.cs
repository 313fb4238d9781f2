using Pipeline.Core.Datasets;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Steps;

/// <summary>What a job would do.</summary>
/// <param name="Detected">The record format, and in words what of it was found out from the files.</param>
/// <param name="BlockSize">In bytes, as asked or chosen.</param>
/// <param name="Bytes">Of all files.</param>
/// <param name="Blocks">The ranges of each block, by block number.</param>
public sealed record JobPlan(
    IReadOnlyList<DatasetFile> Files,
    DetectedFormat Detected,
    long BlockSize,
    long Bytes,
    IReadOnlyList<IReadOnlyList<FileRange>> Blocks);
