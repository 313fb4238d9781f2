using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// Reads a JSON object of a request field by field. An invalid field adds an error and is read as if it were left out,
/// so that one reading finds every error. Operations also read their settings with it.
/// </summary>
/// <param name="json">An object.</param>
/// <param name="path">Where the object is in the request, such as <c>format</c>; empty for the request itself.</param>
public sealed class JsonFieldReader(JsonElement json, string path, ICollection<ValidationError> errors)
{
    private readonly List<string> _asked = [];

    /// <summary>The path of a field of this object, for error messages.</summary>
    public string PathOf(string field) => path.Length == 0 ? field : $"{path}.{field}";

    public void Reject(string field, string message) => errors.Add(new ValidationError(PathOf(field), message));

    /// <returns>The field, or null if it is left out.</returns>
    public JsonElement? Find(string field)
    {
        if (!_asked.Contains(field))
            _asked.Add(field);
        return json.TryGetProperty(field, out var value) ? value : null;
    }

    /// <returns>The field, or null if it is left out or has the wrong kind, which adds an error.</returns>
    /// <param name="expected">What is expected, such as <c>a string</c>.</param>
    public JsonElement? Find(string field, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (Find(field) is not { } value)
            return null;
        if (kinds.Contains(value.ValueKind))
            return value;
        RejectKind(field, expected, value);
        return null;
    }

    /// <summary>Adds an error about a value of the wrong kind.</summary>
    public void RejectKind(string field, string expected, JsonElement found) =>
        Reject(
            field,
            $"Expected {expected}; found "
                + $"{Describe(found)}"
                + $".{(found.ValueKind == JsonValueKind.Null ? " Leave the field out to use the default." : "")}");

    public string? Text(string field, string expected = "a string") =>
        Find(field, expected, JsonValueKind.String)?.GetString();

    public bool? Boolean(string field) =>
        Find(field, "true or false", JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    public long? WholeNumber(string field, long min, long max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
        if (Find(field, expected, JsonValueKind.Number) is not { } value)
            return null;
        if (value.TryGetInt64(out var number) && number >= min && number <= max)
            return number;
        RejectKind(field, expected, value);
        return null;
    }

    /// <returns>A number of bytes, given as a number or as text with a unit.</returns>
    public long? Size(string field)
    {
        const string Expected = "a number of bytes, at least 1, or text with a unit, such as \"64MiB\"";
        if (Find(field, Expected, JsonValueKind.Number, JsonValueKind.String) is not { } value)
            return null;
        long bytes;
        if (value.ValueKind == JsonValueKind.String)
        {
            if (!ByteSize.TryParse(value.GetString()!, out bytes, out var error))
            {
                Reject(field, error);
                return null;
            }
        }
        else if (!value.TryGetInt64(out bytes))
            bytes = 0;
        if (bytes >= 1)
            return bytes;
        RejectKind(field, Expected, value);
        return null;
    }

    /// <returns>An instant in UTC, given as text in ISO 8601 with a time zone.</returns>
    public DateTimeOffset? Time(string field)
    {
        const string Expected =
            "a time in ISO 8601 with a time zone, 1970 or later, such as \"2026-11-26T03:00:00Z\" or "
                + "\"2026-11-26T04:00:00+01:00\"";
        if (Find(field, Expected, JsonValueKind.String) is not { } value)
            return null;
        if (IsoTime.TryParse(value.GetString()!, out var instant))
            return instant;
        RejectKind(field, Expected, value);
        return null;
    }

    /// <returns>The name of an existing time zone.</returns>
    public string? TimeZone(string field)
    {
        if (Text(field, "the name of a time zone, such as \"Europe/Berlin\"") is not { } name)
            return null;
        if (TimeZones.TryFind(name, out _, out var error))
            return name;
        Reject(field, error);
        return null;
    }

    /// <returns>The value of an enum that the field names.</returns>
    public T? Choice<T>(string field)
        where T : struct, Enum => Find(field) is { } value ? Choice<T>(field, value) : null;

    /// <returns>The value of an enum that <paramref name="value"/>, found at <paramref name="field"/>, names.</returns>
    public T? Choice<T>(string field, JsonElement value)
        where T : struct, Enum
    {
        var names = EnumNames.All<T>();
        var expected = $"one of {string.Join(", ", names.Select(name => $"\"{name}\""))}";
        if (value.ValueKind != JsonValueKind.String)
        {
            RejectKind(field, expected, value);
            return null;
        }
        var text = value.GetString()!;
        var choice = EnumNames.Find<T>(text);
        if (choice is null)
        {
            var nearest = DidYouMean.To(text, names) is { } name ? $" Did you mean \"{name}\"?" : "";
            Reject(field, $"Expected {expected}; found {Describe(value)}.{nearest}");
        }
        return choice;
    }

    /// <summary>Adds an error for every field that was not asked for. Call it last.</summary>
    public void RejectUnknown()
    {
        foreach (var name in json.EnumerateObject().Select(field => field.Name).Distinct().Except(_asked))
            Reject(name, $"Unknown field. {DidYouMean.Advice(name, _asked)}");
    }

    /// <summary>Describes a value in a few words.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "an empty array",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the text {Clip(value.GetRawText())}",
        JsonValueKind.Number => $"the number {Clip(value.GetRawText())}",
        _ => value.GetRawText(),
    };

    private static string Clip(string text) => DisplayText.Truncate(text, 60);
}
