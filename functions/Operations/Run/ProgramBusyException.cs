using Pipeline.Core.Errors;

namespace Pipeline.Operations.Run;

/// <summary>A program says that it cannot work just now (exit code 75, EX_TEMPFAIL of sysexits.h), or could not be started just now: trying again is safe.</summary>
public sealed class ProgramBusyException(string message, Exception? inner = null) : TransientException(message, inner);
