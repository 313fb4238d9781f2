using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>A file or folder of the dataset is missing, is not a regular file, or cannot be read.</summary>
public sealed class DatasetUnavailableException(string message, Exception? inner = null)
    : PipelineException(message, inner);
