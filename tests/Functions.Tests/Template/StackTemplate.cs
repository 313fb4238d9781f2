using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pipeline.TestKit;

namespace Pipeline.Functions.Tests.Template;

/// <summary>The template of the repository, or a broken copy of it that a check must reject.</summary>
internal sealed partial class StackTemplate
{
    private readonly string _text;

    private StackTemplate(string text)
    {
        _text = text;
        Root = TemplateYaml.Read(text);
    }

    public static StackTemplate FromRepository { get; } = new(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "template.yaml")));

    public JsonObject Root { get; }

    public JsonObject Parameters => Section(nameof(Parameters));

    public JsonObject Conditions => Section(nameof(Conditions));

    public JsonObject Resources => Section(nameof(Resources));

    public JsonObject Outputs => Section(nameof(Outputs));

    /// <summary>The globals of all functions.</summary>
    public JsonObject Globals => Section("Globals")["Function"]!.AsObject();

    /// <summary>The environment variables that all functions share.</summary>
    public JsonObject Environment => Globals[nameof(Environment)]!["Variables"]!.AsObject();

    /// <summary>The names of the environment variables of all functions.</summary>
    public IEnumerable<string> VariableNames => Environment
        .Concat(
            OfType("AWS::Serverless::Function").SelectMany(
                function => function.Value["Properties"]![nameof(Environment)]?["Variables"]?.AsObject() ?? []))
        .Select(variable => variable.Key).Distinct();

    /// <summary>Returns a copy with all occurrences of a string replaced.</summary>
    public StackTemplate With(string old, string replacement) => _text.Contains(old, StringComparison.Ordinal)
        ? new StackTemplate(_text.Replace(old, replacement, StringComparison.Ordinal))
        : throw new ArgumentException(
            $"template.yaml does not contain {old}, so the copy would not be broken.", nameof(old));

    public JsonObject Section(string name) => Root[name]!.AsObject();

    public IEnumerable<KeyValuePair<string, JsonObject>> OfType(string type) => Resources
        .Where(resource => (string?)resource.Value!["Type"] == type)
        .Select(resource => KeyValuePair.Create(resource.Key, resource.Value!.AsObject()));

    /// <summary>Returns every node of a tree with its path, starting with the root.</summary>
    public static IEnumerable<(string Path, JsonNode Node)> Walk(JsonNode? tree, string path = "")
    {
        if (tree is null) yield break;
        yield return (path, tree);
        var children = tree switch
        {
            JsonObject map => map.Select(pair => ($"{path}/{pair.Key}", pair.Value)),
            JsonArray list => list.Select((item, index) => ($"{path}/{index}", item)),
            _ => [],
        };
        foreach (var found in children.SelectMany(child => Walk(child.Item2, child.Item1)))
            yield return found;
    }

    /// <summary>The names in <c>${…}</c> that Fn::Sub looks up outside its own map.</summary>
    public static IEnumerable<string> NamesInSub(JsonNode sub)
    {
        var text = (string)(sub is JsonArray pair ? pair[0] : sub)!;
        var own = sub is JsonArray { Count: 2 } two ? two[1]!.AsObject() : [];
        return Placeholder().Matches(text).Select(match => match.Groups[1].Value).Where(name => !own.ContainsKey(name));
    }

    /// <summary>The targets of Ref, Fn::GetAtt and Fn::Sub in a tree, without attributes, each with its path.</summary>
    public static IEnumerable<(string Path, string Name)> References(JsonNode? tree, string path = "") =>
        Walk(tree, path).SelectMany(
            found => found.Node is JsonObject { Count: 1 } call ? Names(call).Select(name => (found.Path, name)) : []);

    /// <summary>The targets of one Ref, Fn::GetAtt or Fn::Sub; empty for other objects.</summary>
    public static IEnumerable<string> Names(JsonObject call) => call.First() switch
    {
        { Key: "Ref", Value: { } name } => [(string)name!],
        { Key: "Fn::GetAtt", Value: { } pair } => [(string)pair[0]!],
        { Key: "Fn::Sub", Value: { } sub } => NamesInSub(sub).Select(name => name.Split('.')[0]),
        _ => [],
    };

    [GeneratedRegex(@"\$\{([^!{}][^{}]*)\}")]
    private static partial Regex Placeholder();
}
