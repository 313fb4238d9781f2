using Pipeline.Core.Jobs;

namespace Pipeline.Core.Api;

/// <summary>What starts and stops jobs takes no call just now. It can pass: trying again later is safe.</summary>
public sealed class ExecutionsBusyException(string message, Exception? inner = null) : PipelineException(message, inner);
