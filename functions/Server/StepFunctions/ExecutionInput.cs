using System.Text;
using System.Text.Json;

namespace Pipeline.Server.StepFunctions;

/// <summary>The input of an execution, with the limits of Step Functions.</summary>
internal static class ExecutionInput
{
    private const int MaxBytes = 256 * 1024;

    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 900 };

    /// <exception cref="StatesException">The input is too long or is not JSON.</exception>
    public static void Check(string input)
    {
        var bytes = Encoding.UTF8.GetBytes(input);
        if (bytes.Length > MaxBytes)
            throw Invalid($"Expected at most {MaxBytes} bytes; found {bytes.Length}.");
        try
        {
            using var document = JsonDocument.Parse(bytes, AnyDepth);
        }
        catch (JsonException error)
        {
            throw Invalid($"Expected JSON: {error.Message}");
        }
    }

    /// <summary>Whether two valid inputs are the same JSON value.</summary>
    public static bool AreSame(string left, string right)
    {
        if (left == right) return true;
        using var first = JsonDocument.Parse(left, AnyDepth);
        using var second = JsonDocument.Parse(right, AnyDepth);
        try
        {
            return JsonElement.DeepEquals(first.RootElement, second.RootElement);
        }
        catch (Exception error) when (
            error is InvalidOperationException or ArgumentOutOfRangeException or FormatException or OverflowException)
        {
            // An unpaired surrogate, or a number out of any range, equals only the same text.
            return false;
        }
    }

    private static StatesException Invalid(string message) =>
        new("InvalidExecutionInput", $"Invalid State Machine Execution Input. {message}");
}
