using Pipeline.Core.Datasets;

namespace Pipeline.Core.Splitting;

/// <summary>A range of one file of the dataset.</summary>
public sealed record FileRange(DatasetFile File, ByteRange Range);
