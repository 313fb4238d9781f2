namespace Pipeline.Core.Errors;

/// <summary>
/// The time for a piece of work ran out, and the work was canceled before the process could be killed. None of it
/// counts.
/// </summary>
public sealed class OutOfTimeException(string message, Exception? inner = null) : PipelineException(message, inner);
