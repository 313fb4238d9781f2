using System.Globalization;
using System.Text.Json;

namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>The parameters of a call: the members of the JSON object that is its body. Null is the same as none; unknown ones are left alone, as AWS does.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, object> _values = [];

    /// <exception cref="StatesException">The body is no JSON object.</exception>
    public static Parameters Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw NotJson($"found {Kind(document.RootElement)}");
            var read = new Parameters();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Null)
                    read._values.Remove(member.Name);
                else
                    read._values[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.Clone();
            }
            return read;
        }
        catch (JsonException error)
        {
            throw NotJson(error.Message);
        }
        catch (InvalidOperationException)
        {
            // A text of bytes or escapes that stand for no characters.
            throw NotJson("found a text that is not in Unicode");
        }
    }

    /// <returns>Null if there is none.</returns>
    /// <exception cref="StatesException">It is no text, or of another length.</exception>
    public string? Text(string name, int shortest = 0, int longest = int.MaxValue)
    {
        if (!_values.TryGetValue(name, out var value)) return null;
        if (value is not string text)
            throw Expected(name, "a text", Kind((JsonElement)value));
        return text.Length >= shortest && text.Length <= longest
            ? text
            : throw Expected(name, Invariant($"a text of {shortest} to {longest} characters"), Invariant($"{text.Length}"));
    }

    /// <exception cref="StatesException">There is none, or it is no text.</exception>
    public string RequiredText(string name) => Text(name) ?? throw Expected(name, "a text", "nothing");

    /// <exception cref="StatesException">It is none of the names.</exception>
    public string? Choice(string name, params IReadOnlyList<string> names) =>
        Text(name) is not { } text ? null
        : names.Contains(text) ? text
        : throw Expected(name, $"one of {string.Join(", ", names)}", $"\"{text}\"");

    /// <exception cref="StatesException">It is no whole number, or beyond the bounds.</exception>
    public int? Number(string name, int least, int most)
    {
        if (!_values.TryGetValue(name, out var value)) return null;
        var expected = Invariant($"a whole number from {least} to {most}");
        if (value is not JsonElement { ValueKind: JsonValueKind.Number } json)
            throw Expected(name, expected, value is JsonElement other ? Kind(other) : "a text");
        return json.TryGetInt32(out var number) && number >= least && number <= most ? number : throw Expected(name, expected, json.GetRawText());
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static StatesException Expected(string name, string expected, string found) => StatesException.Invalid($"{name}: expected {expected}; found {found}.");

    private static StatesException NotJson(string found) => new("SerializationException", $"Expected a JSON object as the body; {found.TrimEnd('.')}.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
