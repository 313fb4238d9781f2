namespace Pipeline.Core.Errors;

/// <summary>Goes on past what throws, so that one answer has every mistake.</summary>
public static class Mistakes
{
    /// <returns>What is read; null if that throws, and then its mistakes are added to these.</returns>
    public static T? Try<T>(this List<Mistake> mistakes, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InvalidRequestException error)
        {
            mistakes.AddRange(error.Mistakes);
            return null;
        }
    }
}
