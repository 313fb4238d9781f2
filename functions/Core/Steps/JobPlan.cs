using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Steps;

/// <summary>What a job would do.</summary>
/// <param name="CreatedAt">When the job was created, or would be; dates in its dataset may be of that time.</param>
/// <param name="Dataset">What files were looked for, with dates filled in.</param>
/// <param name="Workers">How many blocks will be processed at once, where the request does not say.</param>
/// <param name="Detected">The record format, and in words what of it was detected from the files.</param>
/// <param name="BlockSize">In bytes, as asked or chosen.</param>
/// <param name="Bytes">Of all files.</param>
/// <param name="Blocks">The ranges of each block, by block number.</param>
public sealed record JobPlan(
    DateTimeOffset CreatedAt,
    IReadOnlyList<DatasetPath> Dataset,
    int Workers,
    IReadOnlyList<DatasetFile> Files,
    DetectedFormat Detected,
    long BlockSize,
    long Bytes,
    IReadOnlyList<IReadOnlyList<FileRange>> Blocks);
