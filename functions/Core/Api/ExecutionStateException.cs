using Pipeline.Core.Errors;

namespace Pipeline.Core.Api;

/// <summary>The job's state does not allow the operation.</summary>
public sealed class ExecutionStateException(string message) : PipelineException(message);
