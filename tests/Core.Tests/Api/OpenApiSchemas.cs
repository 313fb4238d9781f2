using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Core.Api;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Api;

/// <summary>Compares the schemas of an OpenAPI document with the records that the API serializes.</summary>
internal sealed class OpenApiSchemas(JsonElement document)
{
    private readonly NullabilityInfoContext _nullability = new();
    private readonly List<string> _findings = [];

    /// <summary>Schemas that were compared so far.</summary>
    public HashSet<string> Compared { get; } = [];

    /// <returns>The differences between a schema and a record, and between those that they contain.</returns>
    public IReadOnlyList<string> Compare(string schema, Type record)
    {
        CompareObject(schema, Component(schema), record);
        return _findings;
    }

    /// <summary>Compares the names and enums of a record that is not serialized by these contexts.</summary>
    public IReadOnlyList<string> CompareRequest(string schema, Type record)
    {
        var parameters = record.GetConstructors().Single(one => one.GetParameters().Length > 1).GetParameters();
        var required = parameters.Where(parameter => !parameter.HasDefaultValue);
        CompareMembers(schema, Component(schema), parameters.Select(NameOf), required.Select(NameOf));
        foreach (var parameter in parameters)
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            if (type.IsEnum && Properties(Component(schema)).TryGetValue(NameOf(parameter), out var member))
                CompareEnum($"{schema}.{NameOf(parameter)}", Follow(member), type);
        }
        return _findings;
    }

    private void CompareObject(string place, JsonElement schema, Type record)
    {
        var type = ApiJson.Default.GetTypeInfo(record)
            ?? throw new InvalidOperationException($"{record} is not serialized by {nameof(ApiJson)}.");
        var members = type.Properties.ToDictionary(member => member.Name, member => PropertyOf(record, member.Name));
        var required = members.Where(member => !CanBeOmitted(member.Value)).Select(member => member.Key);
        CompareMembers(place, schema, members.Keys, required);
        var described = Properties(schema);
        foreach (var (name, property) in members)
        {
            var isRaw = property.GetCustomAttribute<JsonConverterAttribute>() is not null;
            if (!isRaw && described.TryGetValue(name, out var member))
                CompareValue($"{place}.{name}", member, property.PropertyType, CanBeNull(property));
        }
    }

    private void CompareMembers(
        string place, JsonElement schema, IEnumerable<string> names, IEnumerable<string> required)
    {
        AddDifference($"{place} has the members", Properties(schema).Keys, names);
        AddDifference($"{place} requires", Required(schema), required);
    }

    private void CompareValue(string place, JsonElement schema, Type type, bool isNullable)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            AddDifference($"{place} can be null", [$"{choices.EnumerateArray().Any(IsNullType)}"], [$"{isNullable}"]);
            schema = choices.EnumerateArray().First(choice => !IsNullType(choice));
        }
        else
        {
            AddDifference($"{place} can be null", [$"{TypesOf(Follow(schema)).Contains("null")}"], [$"{isNullable}"]);
        }
        schema = Follow(schema);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            CompareEnum(place, schema, type);
        else
            AddDifference($"{place} is", TypesOf(schema).Except(["null"]), [TypeName(type)]);
        if (type == typeof(DateTimeOffset))
            AddDifference($"{place} has the format", [$"{schema.GetProperty("format")}"], ["date-time"]);
        if (TypeName(type) == "array")
            CompareValue($"{place}[]", schema.GetProperty("items"), type.GetGenericArguments()[0], isNullable: false);
        else if (TypeName(type) == "object")
            CompareObject(place, schema, type);
    }

    private void CompareEnum(string place, JsonElement schema, Type type)
    {
        var all = typeof(EnumNames).GetMethod(nameof(EnumNames.All))!.MakeGenericMethod(type);
        var described = schema.GetProperty("enum").EnumerateArray().Select(value => value.GetString()!);
        AddDifference($"{place} is one of", described, (IReadOnlyList<string>)all.Invoke(null, null)!);
    }

    private void AddDifference(string what, IEnumerable<string> described, IEnumerable<string> actual)
    {
        var (left, right) = (string.Join(", ", described.Order()), string.Join(", ", actual.Order()));
        if (left != right)
            _findings.Add($"{what} {left} in the document; {right} in the code");
    }

    private JsonElement Component(string name)
    {
        Compared.Add(name);
        return document.GetProperty("components").GetProperty("schemas").GetProperty(name);
    }

    private JsonElement Follow(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Component(reference.GetString()!.Split('/')[^1]) : schema;

    private Dictionary<string, JsonElement> Properties(JsonElement schema) => WithBases(schema)
        .Where(one => one.TryGetProperty("properties", out _))
        .SelectMany(one => one.GetProperty("properties").EnumerateObject())
        .ToDictionary(property => property.Name, property => property.Value);

    private IEnumerable<string> Required(JsonElement schema) => WithBases(schema)
        .Where(one => one.TryGetProperty("required", out _))
        .SelectMany(one => one.GetProperty("required").EnumerateArray())
        .Select(name => name.GetString()!);

    private JsonElement[] WithBases(JsonElement schema) =>
        schema.TryGetProperty("allOf", out var bases) ? [.. bases.EnumerateArray().Select(Follow), schema] : [schema];

    private bool CanBeNull(PropertyInfo property) =>
        !CanBeOmitted(property) && _nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static bool CanBeOmitted(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is not null;

    private static bool IsNullType(JsonElement schema) => TypesOf(schema) is ["null"];

    private static string[] TypesOf(JsonElement schema)
    {
        if (schema.TryGetProperty("const", out var constant))
            return [constant.ValueKind == JsonValueKind.Number ? "integer" : "string"];
        if (!schema.TryGetProperty("type", out var type)) return [];
        return type.ValueKind == JsonValueKind.Array
            ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
            : [type.GetString()!];
    }

    private static string TypeName(Type type) =>
        type == typeof(string) || type == typeof(DateTimeOffset) ? "string"
        : type == typeof(bool) ? "boolean"
        : type == typeof(int) || type == typeof(long) ? "integer"
        : type == typeof(double) || type == typeof(decimal) ? "number"
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? "array"
        : "object";

    private static PropertyInfo PropertyOf(Type record, string name) =>
        record.GetProperties().Single(property => NameOf(property.Name) == name);

    private static string NameOf(ParameterInfo parameter) => NameOf(parameter.Name!);

    private static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
