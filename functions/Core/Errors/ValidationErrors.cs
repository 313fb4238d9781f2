namespace Pipeline.Core.Errors;

/// <summary>Continues after validation errors, so that one response has every error.</summary>
public static class ValidationErrors
{
    /// <returns>The value that was read; null if reading threw, after adding its errors to the list.</returns>
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
