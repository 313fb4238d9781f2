using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Aws.Wire;

/// <summary>
/// Validates an event against its type and reports every field that is unknown, missing or of the wrong type. Types
/// with their own converter (the request) validate themselves. In types that skip unknown members (events from AWS),
/// only the fields that are used are validated.
/// </summary>
internal static class EventValidator
{
    /// <exception cref="InvalidRequestException">Lists every error in the event.</exception>
    public static void Validate(JsonElement json, JsonTypeInfo type)
    {
        var errors = new List<ValidationError>();
        Walk(json, type, "", errors);
        if (errors.Count > 0)
            throw new InvalidRequestException(errors);
    }

    private static void Walk(JsonElement json, JsonTypeInfo type, string path, List<ValidationError> errors)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
            WalkObject(json, type, path, errors);
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
            WalkArray(json, type, path, errors);
        else if (type.Type == typeof(string) && json.ValueKind != JsonValueKind.String)
            Reject("a string");
        else if (type.Type == typeof(int) && !IsNonNegativeInt32(json))
            Reject($"a whole number from 0 to {int.MaxValue}");
        else if (type.Type == typeof(long) && !(json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _)))
            Reject("a whole number");
        else if (Nullable.GetUnderlyingType(type.Type) == typeof(DateTimeOffset) && !IsTime(json))
            Reject("a time in ISO 8601, such as \"2026-11-26T03:00:00Z\"");

        void Reject(string expected) =>
            errors.Add(new ValidationError(path, $"Expected {expected}; found {JsonFieldReader.Describe(json)}."));
    }

    private static bool IsNonNegativeInt32(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= 0;

    private static bool IsTime(JsonElement json) =>
        json.ValueKind == JsonValueKind.String && json.TryGetDateTimeOffset(out _);

    private static void WalkArray(JsonElement json, JsonTypeInfo type, string path, List<ValidationError> errors)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new ValidationError(path, $"Expected an array; found {JsonFieldReader.Describe(json)}."));
            return;
        }
        var element = type.Options.GetTypeInfo(type.ElementType!);
        var index = 0;
        foreach (var item in json.EnumerateArray())
            Walk(item, element, $"{path}[{(index++).ToString(CultureInfo.InvariantCulture)}]", errors);
    }

    private static void WalkObject(JsonElement json, JsonTypeInfo type, string path, List<ValidationError> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(
                new ValidationError(
                    path.Length == 0 ? "event" : path, $"Expected an object; found {JsonFieldReader.Describe(json)}."));
            return;
        }
        var fields = new JsonFieldReader(json, path, errors);
        if (type.PolymorphismOptions is { } choice)
        {
            if (Choose(fields, choice) is not { } chosen)
                return;
            type = type.Options.GetTypeInfo(chosen);
        }
        foreach (var property in type.Properties)
        {
            if (fields.Find(property.Name) is not { } value)
            {
                if (property.IsRequired)
                    fields.Reject(property.Name, "This field is required.");
            }
            else if (value.ValueKind != JsonValueKind.Null || !property.IsSetNullable)
                Walk(value, type.Options.GetTypeInfo(property.PropertyType), fields.PathOf(property.Name), errors);
        }
        if (type.UnmappedMemberHandling != JsonUnmappedMemberHandling.Skip)
            fields.RejectUnknown();
    }

    /// <returns>The type that the discriminator names; null if the discriminator is invalid.</returns>
    private static Type? Choose(JsonFieldReader fields, JsonPolymorphismOptions choice)
    {
        var field = choice.TypeDiscriminatorPropertyName;
        var names = choice.DerivedTypes.Select(derived => (string)derived.TypeDiscriminator!).ToArray();
        var expected = $"one of {string.Join(", ", names.Select(name => $"\"{name}\""))}";
        if (fields.Find(field) is null)
        {
            fields.Reject(field, $"This field is required: {expected}.");
            return null;
        }
        if (fields.Text(field, expected) is not { } name)
            return null;
        if (Array.IndexOf(names, name) is var index and >= 0)
            return choice.DerivedTypes[index].DerivedType;
        fields.Reject(field, $"Expected {expected}; found \"{name}\". {DidYouMean.Hint(name, names)}".TrimEnd());
        return null;
    }
}
