using System.Text.Json;

namespace Pipeline.Aws.Wire;

/// <summary>
/// Reads the cause of an error. An error from a function has a JSON object as its cause, <c>{"errorType",
/// "errorMessage", "stackTrace"}</c>; an error from Step Functions itself has a sentence.
/// </summary>
public static class LambdaCause
{
    /// <returns>The message for people; null if there is no cause.</returns>
    public static string? Message(string? cause)
    {
        if (cause?.StartsWith('{') != true)
            return cause;
        try
        {
            using var document = JsonDocument.Parse(cause);
            return document.RootElement.TryGetProperty("errorMessage", out var message)
                && message.ValueKind == JsonValueKind.String
                ? message.GetString()
                : cause;
        }
        catch (JsonException)
        {
            // Step Functions truncates long causes. The rest is still the best information available.
            return cause;
        }
    }
}
