namespace Pipeline.Core.Errors;

/// <summary>
/// Every failure that the pipeline foresees. Each kind is sealed and named for what an operator should conclude:
/// the class name is the error name that a state machine sees. Messages say what, where (file, byte offset,
/// field), what was expected, what was found, and what to do.
/// </summary>
public abstract class PipelineException : Exception
{
    private protected PipelineException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
