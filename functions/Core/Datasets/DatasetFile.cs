namespace Pipeline.Core.Datasets;

/// <summary>A file of a dataset as it was when the dataset was split.</summary>
/// <param name="Path">Path relative to the data root, with <c>/</c>.</param>
public sealed record DatasetFile(string Path, Fingerprint Fingerprint);

/// <summary>Detects whether a file has changed since the split, without reading all of it.</summary>
/// <param name="Size">File size in bytes.</param>
/// <param name="ModifiedTicks">Time of the last write: UTC, in ticks of 100 ns since 0001-01-01.</param>
/// <param name="HeadTailHash">XxHash128 of the first and last 4 KiB, in hex.</param>
public sealed record Fingerprint(long Size, long ModifiedTicks, string HeadTailHash);
