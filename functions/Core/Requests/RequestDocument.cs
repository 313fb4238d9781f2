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
    public const int LongestInput = 256 * 1024;

    /// <summary>The field that mistakes in the JSON itself are reported at.</summary>
    private const string Whole = "request";

    private const string HalfCharacter = "Expected text; found an escape \\u that is one half of a surrogate pair. Write both halves or the character itself.";

    private const int DeepestNesting = 32;

    private const int LongestReason = 160;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DeepestNesting };

    /// <returns>The request's object, which keeps its bytes for itself.</returns>
    /// <param name="mistakes">Takes names that stand twice; the last of them counts.</param>
    /// <exception cref="InvalidRequestException">It is no such JSON, no object, or holds a text that is none.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8, List<Mistake> mistakes)
    {
        if (utf8.Length > LongestInput)
            throw Refused($"Expected at most {LongestInput} bytes, which is what Step Functions takes; found {utf8.Length}. Name many files by a glob.");
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
        return Check(root, mistakes);
    }

    /// <returns>The same element.</returns>
    /// <param name="mistakes">Takes names that stand twice; the last of them counts.</param>
    /// <exception cref="InvalidRequestException">It is no object, or holds a text that is none.</exception>
    public static JsonElement Check(JsonElement root, List<Mistake> mistakes)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Refused($"Expected an object with at least \"dataset\" and \"operation\"; found {RequestObject.Describe(root)}.");
        Walk(root, "", mistakes);
        // Whoever reads on would read that text.
        return mistakes.Any(mistake => mistake.Message == HalfCharacter) ? throw new InvalidRequestException(mistakes) : root;
    }

    private static void Walk(JsonElement element, string path, List<Mistake> mistakes)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>();
                foreach (var field in element.EnumerateObject())
                {
                    if (Decode(() => field.Name, path, mistakes) is not { } name)
                        continue;
                    var fieldPath = path.Length == 0 ? name : $"{path}.{name}";
                    if (!names.Add(name))
                        mistakes.Add(new Mistake(fieldPath, "This field is given more than once, and only one of its values could count. Keep one."));
                    Walk(field.Value, fieldPath, mistakes);
                }
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Walk(item, $"{path}[{(index++).ToString(CultureInfo.InvariantCulture)}]", mistakes);
                break;
            case JsonValueKind.String:
                Decode(element.GetString, path, mistakes);
                break;
        }
    }

    /// <summary>An escape such as <c>\ud800</c> may be half of a character; only decoding the text shows it.</summary>
    private static string? Decode(Func<string?> text, string path, List<Mistake> mistakes)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            mistakes.Add(new Mistake(path.Length == 0 ? Whole : path,
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
        // .NET may quote what it found, which for a file that is no request at all is the whole line.
        if (reason.Length > LongestReason)
            reason = $"{reason[..LongestReason]}…";
        return string.Create(CultureInfo.InvariantCulture,
            $"Expected JSON; found at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {reason} JSON has no comments and no comma after the last value.");
    }
}
