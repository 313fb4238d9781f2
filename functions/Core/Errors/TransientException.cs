namespace Pipeline.Core.Errors;

/// <summary>A transient error: retrying is safe and may succeed.</summary>
public abstract class TransientException : PipelineException
{
    private protected TransientException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
