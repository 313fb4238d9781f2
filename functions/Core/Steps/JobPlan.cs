using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Steps;

/// <summary>The files, format and blocks of a job, planned before anything is written.</summary>
/// <param name="CreatedAt">When the job was created, or would be; the default time for dates in its dataset.</param>
/// <param name="Dataset">The paths and globs of the dataset, with dates filled in.</param>
/// <param name="Workers">Number of blocks processed at once, unless the request limits it.</param>
/// <param name="Detected">The record format, with notes on what was detected from the files.</param>
/// <param name="BlockSize">In bytes, as requested or chosen.</param>
/// <param name="Bytes">Total size of the files.</param>
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
