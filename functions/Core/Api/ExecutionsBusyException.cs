using Pipeline.Core.Errors;

namespace Pipeline.Core.Api;

/// <summary>The service that runs jobs is not accepting calls. Retrying later is safe.</summary>
public sealed class ExecutionsBusyException(string message, Exception? inner = null)
    : TransientException(message, inner);
