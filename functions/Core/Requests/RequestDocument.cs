using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// The JSON of a request before anything is made of it: strictly RFC 8259, every text decodable, no name twice in
/// one object.
/// </summary>
internal static class RequestDocument
{
    /// <summary>The most that Step Functions takes as an execution's input, in bytes of UTF-8.</summary>
    public const int MaxInput = 256 * 1024;

    /// <summary>The field that errors in the JSON itself are reported at.</summary>
    private const string Whole = "request";

    private const string HalfCharacter =
        "Expected text; found an escape \\u that is one half of a surrogate pair. Write both halves or the character "
            + "itself.";

    private const int MaxNesting = 32;

    private const int MaxReason = 160;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxNesting };

    /// <returns>The request's object, which keeps its bytes for itself.</returns>
    /// <param name="errors">Takes names that stand twice; the last of them counts.</param>
    /// <exception cref="InvalidRequestException">It is no such JSON, no object, or holds a text that is
    /// none.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8, List<ValidationError> errors)
    {
        if (utf8.Length > MaxInput)
            throw Refused(
                $"Expected at most {MaxInput} bytes, which is what Step Functions takes; found {utf8.Length}. Name "
                    + "many files by a glob.");
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(utf8))
            throw Refused("Expected JSON in UTF-8; found bytes that are not. Save the request as UTF-8.");

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), Strict);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Refused(Explain(e));
        }
        return Check(root, errors);
    }

    /// <returns>The same element.</returns>
    /// <param name="errors">Takes names that stand twice; the last of them counts.</param>
    /// <exception cref="InvalidRequestException">It is no object, or holds a text that is none.</exception>
    public static JsonElement Check(JsonElement root, List<ValidationError> errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Refused(
                $"Expected an object with at least \"dataset\" and \"operation\"; found "
                    + $"{JsonFieldReader.Describe(root)}.");
        Walk(root, "", errors);
        // Whoever reads on would read that text.
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
                                "This field is given more than once, and only one of its values could count. Keep one.")
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

    /// <summary>An escape such as <c>\ud800</c> may be half of a character; only decoding the text shows it.</summary>
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

    private static InvalidRequestException Refused(string message) => new(Whole, message);

    private static string Explain(JsonException e)
    {
        var reason = e.Message;
        var position = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (position >= 0)
            reason = reason[..position];
        // .NET may quote what it found, which for a file that is not a request at all is the whole line.
        reason = DisplayText.Truncate(reason, MaxReason);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Expected JSON; found at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {reason} JSON has no "
                + $"comments and no comma after the last value.");
    }
}
