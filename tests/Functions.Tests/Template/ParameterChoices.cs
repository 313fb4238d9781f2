using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>
/// Evaluates a template for given parameters: which rules they violate, and which conditional resources it creates.
/// </summary>
internal sealed class ParameterChoices(StackTemplate template, IReadOnlyDictionary<string, string> given)
{
    /// <summary>The messages of the violated rules; empty if the stack can be created.</summary>
    public IEnumerable<string> Violations() => template.Section("Rules").Select(rule => rule.Value!)
        .Where(rule => Holds(rule["RuleCondition"]!))
        .SelectMany(rule => rule["Assertions"]!.AsArray())
        .Where(assertion => !Holds(assertion!["Assert"]!))
        .Select(assertion => (string)assertion!["AssertDescription"]!);

    /// <summary>The resources whose condition holds.</summary>
    public IEnumerable<string> CreatedResources() => template.Resources
        .Where(resource => resource.Value!["Condition"] is JsonValue name && Holds(template.Conditions[(string)name!]!))
        .Select(resource => resource.Key);

    private bool Holds(JsonNode node) => node.AsObject().First() switch
    {
        { Key: "Condition", Value: { } name } => Holds(template.Conditions[(string)name!]!),
        { Key: "Fn::Equals", Value: { } pair } => Text(pair[0]!) == Text(pair[1]!),
        { Key: "Fn::Not", Value: { } one } => !Holds(one[0]!),
        { Key: "Fn::And", Value: { } all } => all.AsArray().All(part => Holds(part!)),
        { Key: "Fn::Or", Value: { } any } => any.AsArray().Any(part => Holds(part!)),
        var other => throw new NotSupportedException($"{other.Key} is not supported here."),
    };

    private string Text(JsonNode node) => node switch
    {
        JsonObject call when call["Ref"] is JsonValue name => given.GetValueOrDefault((string)name!)
            ?? template.Parameters[(string)name!]!["Default"]!.ToString(),
        JsonObject call when call["Fn::Join"] is JsonArray join => Text(join[1]!),
        _ => node.ToString(),
    };
}
