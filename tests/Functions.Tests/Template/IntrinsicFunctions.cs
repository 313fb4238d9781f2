using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Functions.Tests.Template;

/// <summary>Evaluates the intrinsic functions that the strings of this template use, as CloudFormation does.</summary>
internal static partial class IntrinsicFunctions
{
    /// <param name="values">The value of each name; other names evaluate to themselves.</param>
    public static string Text(JsonNode node, IReadOnlyDictionary<string, string> values) => node switch
    {
        JsonValue value => value.ToString(),
        JsonObject { Count: 1 } call => call.First() switch
        {
            { Key: "Ref", Value: { } name } => Value((string)name!, values),
            { Key: "Fn::GetAtt", Value: { } pair } => Value($"{pair[0]}.{pair[1]}", values),
            { Key: "Fn::Sub", Value: { } sub } => Sub(sub, values),
            { Key: "Fn::Join", Value: { } join } => string.Join((string)join[0]!, List(join[1]!, values)),
            var other => throw new NotSupportedException($"{other.Key} is not supported here."),
        },
        _ => throw new NotSupportedException($"{node.ToJsonString()} is not a string."),
    };

    private static IEnumerable<string> List(JsonNode node, IReadOnlyDictionary<string, string> values) =>
        node is JsonObject call && call["Fn::Split"] is { } split
            ? Text(split[1]!, values).Split((string)split[0]!)
            : node.AsArray().Select(item => Text(item!, values));

    private static string Sub(JsonNode sub, IReadOnlyDictionary<string, string> values)
    {
        if (sub is not JsonArray pair)
            return Placeholder().Replace((string)sub!, match => Value(match.Groups[1].Value, values));
        var own = pair[1]!.AsObject().ToDictionary(
            entry => entry.Key, entry => entry.Value!["Fn::If"] is null ? Text(entry.Value!, values) : entry.Key);
        return Placeholder().Replace((string)pair[0]!, match =>
            own.TryGetValue(match.Groups[1].Value, out var text) ? text : Value(match.Groups[1].Value, values));
    }

    private static string Value(string name, IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault(name, name);

    [GeneratedRegex(@"\$\{([^!{}][^{}]*)\}")]
    private static partial Regex Placeholder();
}
