using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.Template;

/// <summary>What a template makes of the parameters that a user gives: which rules they break, and which resources are there.</summary>
internal sealed class ParameterChoices(StackTemplate template, IReadOnlyDictionary<string, string> given)
{
    /// <summary>What the user is told; nothing if the stack can be made.</summary>
    public IEnumerable<string> Refusals() => template.Section("Rules").Select(rule => rule.Value!)
        .Where(rule => Holds(rule["RuleCondition"]!))
        .SelectMany(rule => rule["Assertions"]!.AsArray())
        .Where(assertion => !Holds(assertion!["Assert"]!))
        .Select(assertion => (string)assertion!["AssertDescription"]!);

    /// <summary>The resources that a condition lets be there.</summary>
    public IEnumerable<string> Made() => template.Resources
        .Where(resource => resource.Value!["Condition"] is JsonValue name && Holds(template.Conditions[(string)name!]!))
        .Select(resource => resource.Key);

    private bool Holds(JsonNode node) => node.AsObject().First() switch
    {
        { Key: "Condition", Value: { } name } => Holds(template.Conditions[(string)name!]!),
        { Key: "Fn::Equals", Value: { } pair } => Text(pair[0]!) == Text(pair[1]!),
        { Key: "Fn::Not", Value: { } one } => !Holds(one[0]!),
        { Key: "Fn::And", Value: { } all } => all.AsArray().All(part => Holds(part!)),
        { Key: "Fn::Or", Value: { } any } => any.AsArray().Any(part => Holds(part!)),
        var other => throw new NotSupportedException($"{other.Key} is not computed here."),
    };

    private string Text(JsonNode node) => node switch
    {
        JsonObject call when call["Ref"] is JsonValue name => given.GetValueOrDefault((string)name!) ?? template.Parameters[(string)name!]!["Default"]!.ToString(),
        JsonObject call when call["Fn::Join"] is JsonArray join => Text(join[1]!),
        _ => node.ToString(),
    };
}
