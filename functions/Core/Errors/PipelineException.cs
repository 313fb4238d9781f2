namespace Pipeline.Core.Errors;

/// <summary>
/// The base class of all expected errors. Each subclass is sealed and named for what an operator should conclude: the
/// class name is the error name in the state machine. Messages say what happened, where (file, byte offset, field),
/// what was expected, what was found, and how to fix it.
/// </summary>
public abstract class PipelineException : Exception
{
    private protected PipelineException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
