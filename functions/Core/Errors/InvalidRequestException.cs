namespace Pipeline.Core.Errors;

/// <summary>The request cannot be run as it is. Carries every mistake found, not only the first.</summary>
public sealed class InvalidRequestException : PipelineException
{
    public InvalidRequestException(params IReadOnlyList<Mistake> mistakes)
        : base(string.Join(Environment.NewLine, mistakes.Select(mistake => mistake.ToString())))
    {
        Mistakes = mistakes;
    }

    public InvalidRequestException(string field, string message)
        : this([new Mistake(field, message)])
    {
    }

    public IReadOnlyList<Mistake> Mistakes { get; }
}
