namespace Pipeline.Core.Datasets;

/// <summary>One file of a dataset as it was when the job was split.</summary>
/// <param name="Path">Relative to the data root, with <c>/</c>.</param>
public sealed record DatasetFile(string Path, Fingerprint Fingerprint);

/// <summary>Tells whether a file is still the one that was split, without reading it whole.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedTicks">Last write, UTC, in ticks of 100 ns since 0001-01-01.</param>
/// <param name="HeadTailHash">XxHash128 of the first and the last 4 KiB, in hex.</param>
public sealed record Fingerprint(long Size, long ModifiedTicks, string HeadTailHash);
