using Pipeline.Core.Jobs;

namespace Pipeline.Core.Api;

/// <summary>What was asked for does not go with the state that the job is in.</summary>
public sealed class ExecutionStateException(string message) : PipelineException(message);
