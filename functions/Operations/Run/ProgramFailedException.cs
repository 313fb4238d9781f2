using Pipeline.Core.Errors;

namespace Pipeline.Operations.Run;

/// <summary>A program could not be started, failed, or exceeded a limit of the request.</summary>
public sealed class ProgramFailedException(string message, Exception? inner = null)
    : UnprovenBlockException(message, inner);
