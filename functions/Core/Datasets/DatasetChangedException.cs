using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>A file is no longer the one that was split, so its ranges may cut records. The job has to start anew.</summary>
public sealed class DatasetChangedException(string message) : PipelineException(message);
