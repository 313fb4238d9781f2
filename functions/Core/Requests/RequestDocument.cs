using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// Parses and validates the JSON of a request: strict RFC 8259, only valid strings, no duplicate names in an object.
/// </summary>
internal static class RequestDocument
{
    /// <summary>The limit of Step Functions for the input of an execution, in bytes of UTF-8.</summary>
    public const int MaxInput = 256 * 1024;

    /// <summary>The field name for errors in the JSON itself.</summary>
    private const string Whole = "request";

    private const string HalfCharacter =
        "Expected text; found a \\u escape that is only half of a surrogate pair. Write both halves, or the character "
            + "itself.";

    private const int MaxNesting = 32;

    private const int MaxReason = 160;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxNesting };

    /// <returns>The request's object, with its own copy of the bytes.</returns>
    /// <param name="errors">Receives errors about duplicate names.</param>
    /// <exception cref="InvalidRequestException">
    /// It is not strict JSON or not an object, or contains an invalid string.
    /// </exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8, List<ValidationError> errors)
    {
        if (utf8.Length > MaxInput)
            throw Invalid(
                $"Expected at most {MaxInput} bytes, the limit of Step Functions; found {utf8.Length}. Use a glob to "
                    + "name many files.");
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(utf8))
            throw Invalid("Expected JSON in UTF-8; found bytes that are not UTF-8. Save the request as UTF-8.");

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), Strict);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Invalid(Explain(e));
        }
        return Check(root, errors);
    }

    /// <returns>The same element.</returns>
    /// <param name="errors">Receives errors about duplicate names.</param>
    /// <exception cref="InvalidRequestException">It is not an object, or contains an invalid string.</exception>
    public static JsonElement Check(JsonElement root, List<ValidationError> errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Invalid(
                $"Expected an object with at least \"dataset\" and \"operation\"; found "
                    + $"{JsonFieldReader.Describe(root)}.");
        Walk(root, "", errors);
        // Reading such a string would throw.
        return errors.Any(error => error.Message == HalfCharacter) ? throw new InvalidRequestException(errors) : root;
    }

    private static void Walk(JsonElement element, string path, List<ValidationError> errors)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>();
                foreach (var field in element.EnumerateObject())
                {
                    if (Decode(() => field.Name, path, errors) is not { } name)
                        continue;
                    var fieldPath = path.Length == 0 ? name : $"{path}.{name}";
                    if (!names.Add(name))
                        errors.Add(
                            new ValidationError(
                                fieldPath,
                                "This field appears more than once. Keep one of them.")
                        );
                    Walk(field.Value, fieldPath, errors);
                }
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Walk(item, $"{path}[{(index++).ToString(CultureInfo.InvariantCulture)}]", errors);
                break;
            case JsonValueKind.String:
                Decode(element.GetString, path, errors);
                break;
        }
    }

    /// <summary>An escape such as <c>\ud800</c> may be half of a character, which only decoding detects.</summary>
    private static string? Decode(Func<string?> text, string path, List<ValidationError> errors)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            errors.Add(new ValidationError(path.Length == 0 ? Whole : path,
                HalfCharacter));
            return null;
        }
    }

    private static InvalidRequestException Invalid(string message) => new(Whole, message);

    private static string Explain(JsonException e)
    {
        var reason = e.Message;
        var position = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (position >= 0)
            reason = reason[..position];
        // .NET may quote what it found: for a file that is not a request, that can be a whole line.
        reason = DisplayText.Truncate(reason, MaxReason);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Expected JSON; found an error at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {reason} JSON "
                + $"allows no comments and no trailing commas.");
    }
}
