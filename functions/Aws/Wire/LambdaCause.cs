using System.Text.Json;

namespace Pipeline.Aws.Wire;

/// <summary>
/// The cause of an error that came from a function is a JSON text, <c>{"errorType", "errorMessage", "stackTrace"}</c>;
/// that of an error of Step Functions itself is a sentence.
/// </summary>
public static class LambdaCause
{
    /// <returns>The message that a person should read; null if there is no cause.</returns>
    public static string? Message(string? cause)
    {
        if (cause?.StartsWith('{') != true)
            return cause;
        try
        {
            using var document = JsonDocument.Parse(cause);
            return document.RootElement.TryGetProperty("errorMessage", out var message) && message.ValueKind == JsonValueKind.String
                ? message.GetString()
                : cause;
        }
        catch (JsonException)
        {
            // Step Functions cuts long causes off; what is left is still the best that is known.
            return cause;
        }
    }
}
