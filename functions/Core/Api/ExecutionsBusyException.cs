using Pipeline.Core.Errors;

namespace Pipeline.Core.Api;

/// <summary>The service that runs jobs accepts no calls at the moment. Trying again later is safe.</summary>
public sealed class ExecutionsBusyException(string message, Exception? inner = null)
    : TransientException(message, inner);
