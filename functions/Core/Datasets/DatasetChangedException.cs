using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>A file has changed since the split, so its ranges may cut through records. Start a new job.</summary>
public sealed class DatasetChangedException(string message) : PipelineException(message);
