namespace Pipeline.Core.Errors;

/// <summary>
/// A block failed, but perhaps only because it starts at a wrong cut. The check decides, so other blocks continue.
/// </summary>
public abstract class UnprovenBlockException : PipelineException
{
    private protected UnprovenBlockException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
