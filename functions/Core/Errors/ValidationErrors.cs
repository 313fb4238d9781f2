namespace Pipeline.Core.Errors;

/// <summary>Continues past what throws, so that one answer has every error.</summary>
public static class ValidationErrors
{
    /// <returns>What is read; null if that throws, and then its errors are added to these.</returns>
    public static T? Try<T>(this List<ValidationError> errors, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InvalidRequestException error)
        {
            errors.AddRange(error.Errors);
            return null;
        }
    }
}
