using System.Globalization;
using System.Text.Json;

namespace Pipeline.Server.StepFunctions;

/// <summary>
/// The parameters of a call: the members of the JSON object in its body. As on AWS, null counts as missing and unknown
/// members are ignored.
/// </summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, object> _values = [];

    /// <exception cref="StatesException">The body is not a JSON object.</exception>
    public static Parameters Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw NotJson($"found {Kind(document.RootElement)}");
            var read = new Parameters();
            foreach (var member in document.RootElement.EnumerateObject())
                read.Add(member.Name, member.Value);
            return read;
        }
        catch (JsonException error)
        {
            throw NotJson(error.Message);
        }
        catch (InvalidOperationException)
        {
            // Bytes or escapes that do not decode to characters.
            throw NotJson("found a string that is not valid Unicode");
        }
    }

    /// <returns>Null if the parameter is missing.</returns>
    /// <exception cref="StatesException">The value is not a string, or its length is out of range.</exception>
    public string? Text(string name, int min = 0, int max = int.MaxValue)
    {
        if (!_values.TryGetValue(name, out var value)) return null;
        if (value is not string text)
            throw Expected(name, "a string", Kind((JsonElement)value));
        return text.Length >= min && text.Length <= max
            ? text
            : throw Expected(name, Invariant($"a string of {min} to {max} characters"), Invariant($"{text.Length}"));
    }

    /// <exception cref="StatesException">The parameter is missing, or is not a string.</exception>
    public string RequiredText(string name) => Text(name) ?? throw Expected(name, "a string", "nothing");

    /// <returns>Null if the parameter is missing.</returns>
    /// <exception cref="StatesException">The value is not one of the names.</exception>
    public string? Choice(string name, params IReadOnlyList<string> names) =>
        Text(name) is not { } text ? null
        : names.Contains(text) ? text
        : throw Expected(name, $"one of {string.Join(", ", names)}", $"\"{text}\"");

    /// <returns>Null if the parameter is missing.</returns>
    /// <exception cref="StatesException">The value is not a whole number, or is out of range.</exception>
    public int? Integer(string name, int min, int max)
    {
        if (!_values.TryGetValue(name, out var value)) return null;
        var expected = Invariant($"a whole number from {min} to {max}");
        if (value is not JsonElement { ValueKind: JsonValueKind.Number } json)
            throw Expected(name, expected, value is JsonElement other ? Kind(other) : "a string");
        return json.TryGetInt32(out var number) && number >= min && number <= max
            ? number
            : throw Expected(name, expected, json.GetRawText());
    }

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            _values.Remove(name);
        else
            _values[name] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.Clone();
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static StatesException Expected(string name, string expected, string found) =>
        StatesException.Invalid($"{name}: expected {expected}; found {found}.");

    private static StatesException NotJson(string found) =>
        new("SerializationException", $"Expected a JSON object as the body; {found.TrimEnd('.')}.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
