namespace Pipeline.Core.Errors;

/// <summary>The request is invalid. Contains every error, not only the first.</summary>
public sealed class InvalidRequestException : PipelineException
{
    public InvalidRequestException(params IReadOnlyList<ValidationError> errors)
        : base(string.Join(Environment.NewLine, errors.Select(error => error.ToString())))
    {
        Errors = errors;
    }

    public InvalidRequestException(string field, string message)
        : this([new ValidationError(field, message)])
    {
    }

    public IReadOnlyList<ValidationError> Errors { get; }
}
