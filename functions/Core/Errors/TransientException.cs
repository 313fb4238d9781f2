namespace Pipeline.Core.Errors;

/// <summary>A failure that can pass: the same work may succeed on a second try, and trying again is safe.</summary>
public abstract class TransientException : PipelineException
{
    private protected TransientException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
