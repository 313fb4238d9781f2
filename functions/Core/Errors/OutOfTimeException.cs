namespace Pipeline.Core.Errors;

/// <summary>
/// The time that was given for a piece of work is used up, and the work was ended before it could be killed. Nothing of
/// it counts.
/// </summary>
public sealed class OutOfTimeException(string message, Exception? inner = null) : PipelineException(message, inner);
