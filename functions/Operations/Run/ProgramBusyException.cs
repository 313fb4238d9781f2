using Pipeline.Core.Errors;

namespace Pipeline.Operations.Run;

/// <summary>
/// A program failed temporarily (exit code 75, EX_TEMPFAIL of sysexits.h) or could not be started. A retry is safe.
/// </summary>
public sealed class ProgramBusyException(string message, Exception? inner = null) : TransientException(message, inner);
